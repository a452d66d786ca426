package qasr.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.ffmpeg.FfmpegDecoder;

/** Creates recordings of any length from short recordings of speech, which are repeated. */
final class BenchSound {
    private static final int HEADER_BYTES = 44;

    private final float[] speech;

    private BenchSound(float[] speech) {
        this.speech = speech;
    }

    /** Takes the speech in {@code shared}, or where that is not there the examples of {@code checkout}. */
    static BenchSound of(Path shared, Path checkout) throws IOException {
        Path folder = shared.resolve("data/speech");
        List<Path> files = media(Files.isDirectory(folder) ? folder : checkout.resolve("examples"));
        List<float[]> parts = new ArrayList<>();
        int length = 0;
        for (Path file : files) {
            float[] part = samples(file);
            parts.add(part);
            length += part.length;
        }
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return new BenchSound(all);
    }

    /** Takes two recordings with so many seconds of digital silence between them. */
    static BenchSound of(Path one, int silence, Path other) throws IOException {
        float[] first = samples(one);
        float[] last = samples(other);
        float[] all = Arrays.copyOf(first, first.length + silence * Waveform.SAMPLE_RATE + last.length);
        System.arraycopy(last, 0, all, all.length - last.length, last.length);
        return new BenchSound(all);
    }

    /** Returns how long it is before it is repeated. */
    double seconds() {
        return (double) speech.length / Waveform.SAMPLE_RATE;
    }

    private static List<Path> media(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(wav|m4a|mp3|ogg|opus|flac|mp4|mkv|webm)"))
                    .sorted()
                    .toList();
        }
    }

    private static float[] samples(Path file) throws IOException {
        try (AudioStream stream = new FfmpegDecoder().open(new AudioInput.AudioFile(file), OptionalInt.empty())) {
            float[] samples = new float[1 << 16];
            int count = 0;
            int read;
            while ((read = stream.read(samples, count, samples.length - count)) >= 0) {
                count += read;
                if (count == samples.length) {
                    samples = Arrays.copyOf(samples, 2 * count);
                }
            }
            return Arrays.copyOf(samples, count);
        }
    }

    /** Returns this sound beginning with its loudest second, which is sure to be speech. */
    BenchSound fromLoudestSecond() {
        int second = Waveform.SAMPLE_RATE;
        int best = 0;
        double most = -1;
        for (int start = 0; start + second <= speech.length; start += second / 4) {
            double energy = 0;
            for (int i = start; i < start + second; i++) {
                energy += speech[i] * speech[i];
            }
            if (energy > most) {
                most = energy;
                best = start;
            }
        }
        return new BenchSound(Arrays.copyOfRange(speech, best, speech.length));
    }

    /** Writes what {@code plan} asks for into {@code folder}, with the list of it. */
    Recording write(Path folder, SoundPlan plan) throws IOException {
        Files.createDirectories(folder);
        List<Path> pieces = new ArrayList<>();
        double start = 0;
        for (double seconds : plan.isOne() ? plan.pieces() : plan.lengths()) {
            Path file = folder.resolve("%s-%02d.wav".formatted(plan.name(), pieces.size() + 1));
            pieces.add(write(file, start, seconds));
            start += seconds;
        }
        List<Path> files = plan.isOne() ? List.of(write(folder.resolve(plan.name() + ".wav"), plan.seconds())) : pieces;
        Path list = Files.write(
                folder.resolve(plan.name() + ".list"),
                pieces.stream().map(Path::toString).toList());
        return new Recording(plan.name(), files, list, plan.seconds());
    }

    /** Writes {@code seconds} of it as 16-bit WAV at 16 kHz, unless {@code file} is there already, and returns the file. */
    Path write(Path file, double seconds) throws IOException {
        return write(file, 0, seconds);
    }

    private Path write(Path file, double start, double seconds) throws IOException {
        int first = (int) Math.round(start * Waveform.SAMPLE_RATE);
        int samples = (int) Math.round(seconds * Waveform.SAMPLE_RATE);
        int bytes = samples * Short.BYTES;
        if (Files.exists(file) && Files.size(file) == HEADER_BYTES + bytes) {
            return file;
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + bytes).put(ascii("WAVEfmt "));
        header.putInt(16).putShort((short) 1).putShort((short) 1);
        header.putInt(Waveform.SAMPLE_RATE).putInt(Waveform.SAMPLE_RATE * Short.BYTES);
        header.putShort((short) Short.BYTES).putShort((short) (8 * Short.BYTES));
        header.put(ascii("data")).putInt(bytes);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header.array());
            for (int i = 0; i < samples; i++) {
                int value = Math.round(speech[(first + i) % speech.length] * 32_767);
                out.write(value);
                out.write(value >> 8);
            }
        }
        return file;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
