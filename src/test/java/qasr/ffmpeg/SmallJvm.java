package qasr.ffmpeg;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.javacpp.Pointer;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.AudioInput.AudioFile;
import qasr.audio.AudioInput.AudioPipe;
import qasr.audio.AudioStream;

/**
 * A separate JVM with a heap of 48 MB, all of which is used at the start. Growth of its resident memory is therefore
 * native memory: a measure that the garbage collector and other tests do not disturb. Only the first of the two JIT
 * compilers is in use: the second takes and returns up to 20 MB of native memory while it compiles.
 */
final class SmallJvm {
    private static final int HOUR = 3600 * 16_000;

    private SmallJvm() {}

    /** Runs one of the tasks below and returns by how many bytes the process grew after its warm-up. */
    static long growth(String... task) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms48m",
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        String cache = System.getProperty("org.bytedeco.javacpp.cachedir");
        if (cache != null) {
            command.add(1, "-Dorg.bytedeco.javacpp.cachedir=" + cache);
        }
        command.add(SmallJvm.class.getName());
        command.addAll(Arrays.asList(task));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return Long.parseLong(output);
    }

    @SuppressWarnings("SystemOut") // the number is what the parent process reads
    public static void main(String[] args) throws IOException {
        long growth = args[0].equals("opens") ? opens(Path.of(args[1]), 400) : hours(2);
        System.out.print(growth);
    }

    /** Opens a recording, a pipe, a broken pipe and a missing track many times. */
    private static long opens(Path path, int times) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        byte[] broken = Arrays.copyOf(bytes, bytes.length / 2);
        long before = 0;
        for (int i = 0; i < times; i++) {
            if (i == times / 2) {
                before = Pointer.physicalBytes();
            }
            drain(new AudioFile(path), OptionalInt.empty());
            drain(new AudioPipe(new ByteArrayInputStream(bytes)), OptionalInt.empty());
            fail(new AudioPipe(new ByteArrayInputStream(broken)), OptionalInt.empty());
            fail(new AudioFile(path), OptionalInt.of(7));
        }
        return Pointer.physicalBytes() - before;
    }

    /** Decodes hours of sound from one pipe and checks some of it. */
    private static long hours(int hours) throws IOException {
        long samples = (long) hours * HOUR;
        InputStream wav = new EndlessWav(samples);
        try (AudioStream stream = new FfmpegDecoder(1 << 16).open(new AudioPipe(wav), OptionalInt.empty())) {
            float[] buffer = new float[16_000];
            long count = 0;
            long before = 0;
            int read;
            while ((read = stream.read(buffer, 0, buffer.length)) >= 0) {
                check(buffer[read / 2] == EndlessWav.sample(count + read / 2), "sample " + (count + read / 2));
                count += read;
                before = before == 0 && count > samples / 4 ? Pointer.physicalBytes() : before;
            }
            check(count == samples, count + " samples");
            return Pointer.physicalBytes() - before;
        }
    }

    private static void drain(AudioInput input, OptionalInt track) throws AudioException {
        try (AudioStream stream = new FfmpegDecoder().open(input, track)) {
            float[] buffer = new float[4000];
            while (stream.read(buffer, 0, buffer.length) >= 0) {
                check(buffer[0] >= -1, "a sample below -1");
            }
        }
    }

    private static void fail(AudioInput input, OptionalInt track) {
        try {
            drain(input, track);
            throw new IllegalStateException("opened what is broken");
        } catch (AudioException expected) {
            check(!expected.getMessage().isEmpty(), "no message");
        }
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException(what);
        }
    }
}
