package qasr.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of recordings and golden numbers beside the repository; tests that need it are skipped without it. */
public final class Shared {
    private Shared() {}

    /** Returns {@code name} in the shared folder, or skips the test that asks. */
    public static Path path(String name) {
        Optional<Path> found = Stream.of("../shared", "../../shared")
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::exists)
                .findFirst();
        assumeTrue(found.isPresent(), "no shared folder with " + name);
        return found.get();
    }

    /** Returns the samples of a 16 kHz mono 16-bit WAV file, divided by 32768. */
    public static float[] wav(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        in.position(12);
        while (!id(in).equals("data")) {
            int size = in.getInt();
            in.position(in.position() + size + size % 2);
        }
        int length = Math.min(in.getInt(), in.remaining());
        float[] samples = new float[length / Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = in.getShort() / 32768f;
        }
        return samples;
    }

    private static String id(ByteBuffer in) {
        byte[] id = new byte[4];
        in.get(id);
        return new String(id, StandardCharsets.US_ASCII);
    }
}
