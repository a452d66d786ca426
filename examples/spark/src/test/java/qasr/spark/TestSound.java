package qasr.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Recordings for the tests: the examples of the checkout, and sound made of one of them. */
final class TestSound {
    private static final int RATE = 16_000;
    private static final int HEADER = 44;
    private static final Path EXAMPLES = Path.of(System.getProperty("qasr.checkout"), "examples");

    private final short[] speech;

    TestSound() throws IOException {
        byte[] bytes = Files.readAllBytes(EXAMPLES.resolve("russian.wav"));
        speech = new short[(bytes.length - HEADER) / Short.BYTES];
        ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(speech);
    }

    /** Copies the example recordings into {@code folder}. */
    static void copyExamples(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(wav|flac|mp3|m4a|opus|webm|ogg|mka|mp4)"))
                    .toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
    }

    /** Writes a recording of several sentences, which follows from {@code seed}. */
    void write(Path file, int sentences, long seed) throws IOException {
        Random random = new Random(seed);
        List<short[]> parts = new ArrayList<>();
        for (int i = 0; i < sentences; i++) {
            int first = random.nextInt(speech.length / 3);
            double gain = 0.3 + 0.7 * random.nextDouble();
            short[] part = Arrays.copyOfRange(speech, first, speech.length);
            for (int k = 0; k < part.length; k++) {
                part[k] = (short) (gain * part[k]);
            }
            parts.add(part);
            short[] pause = new short[RATE / 4 + random.nextInt(2 * RATE)];
            for (int k = 0; k < pause.length; k++) {
                pause[k] = (short) (random.nextInt(9) - 4);
            }
            parts.add(pause);
        }
        write(file, parts);
    }

    private static void write(Path file, List<short[]> parts) throws IOException {
        int count = parts.stream().mapToInt(part -> part.length).sum();
        ByteBuffer wav = ByteBuffer.allocate(HEADER + count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes()).putInt(HEADER - 8 + count * Short.BYTES).put("WAVEfmt ".getBytes());
        wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * Short.BYTES);
        wav.putShort((short) Short.BYTES)
                .putShort((short) 16)
                .put("data".getBytes())
                .putInt(count * Short.BYTES);
        for (short[] part : parts) {
            for (short sample : part) {
                wav.putShort(sample);
            }
        }
        Files.write(file, wav.array());
    }
}
