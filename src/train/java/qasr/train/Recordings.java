package qasr.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bytedeco.javacpp.Loader;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.ffmpeg.FfmpegDecoder;

/** Reads recordings, and converts many of them at once with the ffmpeg program inside the Bytedeco natives. */
final class Recordings {
    private static final int AT_ONCE = 60;

    private Recordings() {}

    /** Returns the samples of a file at 16 kHz, decoded as the program decodes it. */
    static float[] read(Path file) throws IOException {
        float[] samples = new float[1 << 16];
        int size = 0;
        try (AudioStream stream = new FfmpegDecoder().open(new AudioInput.AudioFile(file), OptionalInt.empty())) {
            for (int n = 0; n >= 0; n = stream.read(samples, size, samples.length - size)) {
                size += n;
                if (size == samples.length) {
                    samples = Arrays.copyOf(samples, 2 * size);
                }
            }
        }
        return Arrays.copyOf(samples, size);
    }

    /** Returns 16-bit samples without a header, which must be at 16 kHz. */
    static float[] readRaw(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[bytes.remaining() / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bytes.getShort() / 32768f;
        }
        return samples;
    }

    /** Returns where each source is as a WAV file: in {@code folder}, 16 bits at 16 kHz, made now if it is not there. */
    static Map<Path, Path> asWav(List<Path> sources, Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<Path, Path> files = new LinkedHashMap<>();
        for (Path source : sources) {
            int parts = source.getNameCount();
            String name =
                    source.subpath(Math.max(0, parts - 3), parts).toString().replace('/', '_') + ".wav";
            files.put(source, folder.resolve(name));
        }
        convert(files, List.of("-ac", "1", "-ar", "16000"));
        return files;
    }

    /** Converts the files that do not exist yet. */
    static void convert(Map<Path, Path> files, List<String> options) throws IOException {
        List<Path> missing =
                files.keySet().stream().filter(f -> !Files.exists(files.get(f))).toList();
        for (int i = 0; i < missing.size(); i += AT_ONCE) {
            List<Path> now = missing.subList(i, Math.min(missing.size(), i + AT_ONCE));
            List<String> command =
                    new ArrayList<>(List.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class), "-v", "error"));
            now.forEach(file -> command.addAll(input(file)));
            for (int k = 0; k < now.size(); k++) {
                command.addAll(List.of("-map", String.valueOf(k)));
                command.addAll(options);
                command.add(files.get(now.get(k)).toString());
            }
            Sound.run(command, new byte[0]);
        }
    }

    /** A file without a header is named by its ending: ffmpeg guesses wrong if it is short. */
    private static List<String> input(Path file) {
        String name = file.toString();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        boolean bare = ending.equals("gsm") || ending.equals("g722");
        return bare ? List.of("-f", ending, "-i", name) : List.of("-i", name);
    }
}
