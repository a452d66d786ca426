package qasr.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One sequence of sentences under different conditions. A sentence is two prompts of one voice that the model knows, in a
 * combination chosen at random. The pauses between sentences are 2.3 to 3.5 s, with the noise only.
 *
 * <p>The level of speech and noise is the root mean square over the frames in which somebody speaks. These are the frames of 10 ms
 * within 35 dB of the loudest of their sentence.
 */
final class NoisySpeech {
    /** The frames of {@link #spoken}, in samples. */
    static final int FRAME = Sound.RATE / 100;

    private static final double SPOKEN = Math.pow(10, -3.5);
    private static final double SPEECH_RMS = Math.pow(10, -26 / 20.0);
    private static final double LIMIT = 0.98;
    private static final int VOICES = 8;
    private static final double REVERBERATION_SECONDS = 0.6;
    /** The direct sound ends 2.5 ms after it has arrived. */
    private static final int DIRECT = Sound.RATE / 400;

    private final String ffmpeg;
    private final float[] clean;
    private final BitSet spoken = new BitSet();
    private final StringBuilder text = new StringBuilder();
    private final float[] babble;
    private final long seed;

    /**
     * Composes the sentences.
     *
     * @param ffmpeg the path of the ffmpeg program
     * @param unpacked the folder of the packages
     * @param perLanguage the number of sentences of each language
     */
    NoisySpeech(String ffmpeg, Path unpacked, List<String> languages, int perLanguage, long seed) throws IOException {
        this.ffmpeg = ffmpeg;
        this.seed = seed;
        Random random = new Random(seed);
        Map<String, List<Prompt>> prompts = new LinkedHashMap<>();
        for (Prompt prompt : new SoundPackages(unpacked).prompts()) {
            prompts.computeIfAbsent(prompt.language(), language -> new ArrayList<>())
                    .add(prompt);
        }
        List<float[]> parts = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < perLanguage * languages.size(); i++) {
            List<Prompt> choice = prompts.get(languages.get(i % languages.size()));
            parts.add(pause(2.3 + 1.2 * random.nextDouble()));
            parts.add(spoken(choice, random));
            parts.add(pause(0.35));
            parts.add(spoken(choice, random));
            for (float[] part : parts.subList(parts.size() - 4, parts.size())) {
                mark(part, at / FRAME);
                at += part.length;
            }
        }
        parts.add(pause(2));
        clean = joined(parts);
        scale(clean, SPEECH_RMS / rms(clean));
        babble = babble(unpacked, random);
    }

    private static float[] pause(double seconds) {
        return new float[(int) (seconds * Sound.RATE) / FRAME * FRAME];
    }

    /** Returns a prompt that was not used yet, and adds its words to the text. */
    private float[] spoken(List<Prompt> choice, Random random) throws IOException {
        while (true) {
            Prompt prompt = choice.remove(random.nextInt(choice.size()));
            float[] speech = Sound.trimmed(Recordings.read(prompt.sound().orElseThrow()));
            double seconds = (double) speech.length / Sound.RATE;
            double rate = prompt.text().length() / seconds;
            if (seconds > 0.8 && seconds < 6 && rate > 4 && rate < 30) {
                text.append(prompt.text()).append(' ');
                return Arrays.copyOf(speech, speech.length / FRAME * FRAME);
            }
        }
    }

    private static float[] joined(List<float[]> parts) {
        float[] whole = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    private void mark(float[] speech, int firstFrame) {
        double[] energy = new double[speech.length / FRAME];
        for (int i = 0; i < energy.length * FRAME; i++) {
            energy[i / FRAME] += speech[i] * (double) speech[i];
        }
        double loudest = Arrays.stream(energy).max().orElse(0);
        for (int i = 0; i < energy.length; i++) {
            spoken.set(firstFrame + i, energy[i] > SPOKEN * loudest && loudest > 0);
        }
    }

    private double rms(float[] samples) {
        double sum = 0;
        for (int i = 0; i < samples.length; i++) {
            sum += spoken.get(i / FRAME) ? samples[i] * (double) samples[i] : 0;
        }
        return Math.sqrt(sum / spoken.cardinality() / FRAME);
    }

    private static void scale(float[] samples, double factor) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= (float) factor;
        }
    }

    /** Eight voices at once that the model does not know, one prompt after another, without pauses. */
    private float[] babble(Path unpacked, Random random) throws IOException {
        List<Path> others = new ArrayList<>();
        for (String folder : List.of("es", "fr", "it_IT_f_Menardi")) {
            try (Stream<Path> files =
                    Files.list(unpacked.resolve("usr/share/asterisk/sounds").resolve(folder))) {
                files.filter(file -> file.toString().matches(".*[.](gsm|wav)")
                                && file.toFile().length() > 4000)
                        .sorted()
                        .forEach(others::add);
            }
        }
        Collections.shuffle(others, random);
        float[] sum = new float[clean.length];
        int next = 0;
        for (int voice = 0; voice < VOICES; voice++) {
            for (int at = -random.nextInt(2 * Sound.RATE); at < sum.length; ) {
                float[] said = Sound.trimmed(Recordings.read(others.get(next++ % others.size())));
                scale(said, 0.05 / Math.max(1e-4, plainRms(said)));
                for (int i = Math.max(0, -at); i < said.length && at + i < sum.length; i++) {
                    sum[at + i] += said[i];
                }
                at += Math.max(said.length, 1);
            }
        }
        return sum;
    }

    private static double plainRms(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample * (double) sample;
        }
        return Math.sqrt(sum / Math.max(1, samples.length));
    }

    /** Returns the frames in which somebody speaks. */
    BitSet spoken() {
        return spoken;
    }

    /** Returns the words, in order. */
    String text() {
        return text.toString();
    }

    double seconds() {
        return (double) clean.length / Sound.RATE;
    }

    /**
     * Returns the sentences under a condition.
     *
     * @param condition "clean", "quiet" (the level is {@code decibels} lower), the name of a noise that is {@code decibels}
     *     below the speech, or of a codec of telephones, which gets pink noise of that level as well
     */
    float[] under(String condition, double decibels, Path work) throws IOException {
        float[] mixed = clean.clone();
        switch (condition) {
            case "clean" -> add(mixed, white(), 50);
            case "quiet" -> {
                add(mixed, white(), 50);
                scale(mixed, Math.pow(10, -decibels / 20));
            }
            case "white" -> add(mixed, white(), decibels);
            case "hum" -> add(mixed, hum(), decibels);
            case "babble" -> add(mixed, babble, decibels);
            case "reverberation" -> reverberate(mixed, decibels);
            case "G.711" -> {
                add(mixed, pink(), decibels);
                mixed = coded(mixed, work, "pcm_mulaw", "wav");
            }
            case "AMR-NB" -> {
                add(mixed, pink(), decibels);
                mixed = coded(mixed, work, "libopencore_amrnb", "amr");
            }
            default -> throw new IllegalArgumentException(condition);
        }
        double peak = 0;
        for (float sample : mixed) {
            peak = Math.max(peak, Math.abs(sample));
        }
        scale(mixed, Math.min(1, LIMIT / peak));
        return mixed;
    }

    private void add(float[] speech, float[] noise, double decibels) {
        double factor = rms(speech) / rms(noise) * Math.pow(10, -decibels / 20);
        for (int i = 0; i < speech.length; i++) {
            speech[i] += (float) (factor * noise[i]);
        }
    }

    private float[] white() {
        Random random = new Random(seed + 1);
        float[] noise = new float[clean.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }

    /** As much power in each octave: three filters after Paul Kellet. */
    private float[] pink() {
        float[] noise = white();
        double slow = 0;
        double middle = 0;
        double fast = 0;
        for (int i = 0; i < noise.length; i++) {
            slow = 0.99765 * slow + noise[i] * 0.0990460;
            middle = 0.96300 * middle + noise[i] * 0.2965164;
            fast = 0.57000 * fast + noise[i] * 1.0526913;
            noise[i] = (float) (slow + middle + fast + noise[i] * 0.1848);
        }
        return noise;
    }

    /** The mains at 50 Hz with harmonics up to 300 Hz. */
    private float[] hum() {
        float[] noise = new float[clean.length];
        for (int harmonic = 1; harmonic <= 6; harmonic++) {
            for (int i = 0; i < noise.length; i++) {
                noise[i] += (float) (Math.sin(2 * Math.PI * 50 * harmonic * i / Sound.RATE) / harmonic);
            }
        }
        return noise;
    }

    /** Adds the echoes of a room with 0.6 s of reverberation, {@code decibels} below the direct sound in power. */
    private void reverberate(float[] speech, double decibels) {
        Random random = new Random(seed + 2);
        int length = (int) (REVERBERATION_SECONDS * Sound.RATE);
        float[] echo = new float[length];
        for (int i = DIRECT; i < length; i++) {
            echo[i] = (float) (random.nextGaussian() * Math.pow(10, -3.0 * i / length));
        }
        scale(echo, Math.pow(10, -decibels / 20) / Math.sqrt(length) / plainRms(echo));
        float[] dry = speech.clone();
        // One echo of four, twice as strong: the sum is as dense to the ear, and four times as fast to compute.
        for (int k = DIRECT; k < length; k += 4) {
            float strength = 2 * echo[k];
            for (int i = 0; i + k < speech.length; i++) {
                speech[i + k] += strength * dry[i];
            }
        }
    }

    private float[] coded(float[] samples, Path work, String codec, String ending) throws IOException {
        Path in = Files.write(work.resolve("call.wav"), EvaluationSets.wav(samples));
        Path out = work.resolve("call-coded." + ending);
        Sound.run(
                List.of(ffmpeg, "-v", "error", "-y", "-i", in.toString(), "-ar", "8000", "-c:a", codec, out.toString()),
                new byte[0]);
        return Arrays.copyOf(Recordings.read(out), samples.length);
    }
}
