package qasr.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.ffmpeg.FfmpegDecoder;

/** The examples, which the built-in model knows, as they are and under other conditions: its test set for precisions. */
final class ExampleSpeech {
    static final Path MODEL = Path.of("models", "demo");

    private static final List<String> FILES = List.of(
            "welcome.m4a",
            "english.ogg",
            "spanish.mp3",
            "french.flac",
            "italian.opus",
            "russian.wav",
            "mandarin.webm",
            "cantonese.mp4");

    /** A recording and its words. */
    record Said(Waveform waveform, String text) {}

    private ExampleSpeech() {}

    /** Returns each example {@code times} times, the first time as it is, then quieter, later and with noise by seed. */
    static List<Said> of(long seed, int times) throws IOException {
        Random random = new Random(seed);
        List<Said> all = new ArrayList<>();
        for (String name : FILES) {
            Path file = Path.of("examples", name);
            float[] sound = read(file);
            String text = Files.readString(file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt"));
            all.add(new Said(Waveform.of(sound), text));
            for (int i = 1; i < times; i++) {
                all.add(new Said(Waveform.of(changed(sound, random)), text));
            }
        }
        return all;
    }

    private static float[] changed(float[] sound, Random random) {
        int later = random.nextInt(Waveform.SAMPLE_RATE / 10);
        float gain = (float) (0.3 + 0.7 * random.nextDouble());
        double noise = 0.003 * random.nextDouble();
        float[] changed = new float[later + sound.length];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = (float) (noise * random.nextGaussian()) + (i < later ? 0 : gain * sound[i - later]);
        }
        return changed;
    }

    private static float[] read(Path file) throws IOException {
        float[] samples = new float[60 * Waveform.SAMPLE_RATE];
        int length = 0;
        try (AudioStream stream = new FfmpegDecoder().open(new AudioInput.AudioFile(file), OptionalInt.empty())) {
            int read = stream.read(samples, 0, samples.length);
            while (read > 0 && length + read < samples.length) {
                length += read;
                read = stream.read(samples, length, samples.length - length);
            }
        }
        return Arrays.copyOf(samples, length);
    }
}
