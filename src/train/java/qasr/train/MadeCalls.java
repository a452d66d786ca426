package qasr.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.ffmpeg.FfmpegDecoder;

/**
 * A telephone call of two people, made of the recordings in the repository: one channel each, with pauses, turns that overlap
 * and a listener's short words. Each voice can be made to bleed into the other channel.
 */
final class MadeCalls {
    private static final List<String> FIRST = List.of("jfk", "break-in", "last-year", "worry", "fire");
    private static final List<String> SECOND =
            List.of("welcome.m4a", "french.flac", "italian.opus", "russian.wav", "english.ogg");

    private static final int LONGEST = 30 * Sound.RATE;
    private static final double LOUDNESS = 0.1;
    /** Pauses between turns in seconds; the next turn begins before the end of the last one if it is negative. */
    private static final double[] PAUSES = {0.4, 0.6, 0.3, -1.2, 0.5, 0.8, 0.3, -0.8, 0.4};

    private static final int SHORT_WORD = Sound.RATE / 2;
    /** The room: noise that falls by 60 dB in 83 ms, behind the direct sound. */
    private static final int ECHO = Sound.RATE / 10;

    private static final double ECHO_DECAY = 0.012 * Sound.RATE;
    /** The noise of each line, -70 dBFS. */
    private static final double NOISE = 3e-4;

    private final float[][] clean;
    private final float[][] inRoom;

    /** Makes the call of the recordings in {@code repository}. */
    MadeCalls(Path repository) throws IOException {
        List<float[]> first = new ArrayList<>();
        for (String name : FIRST) {
            first.add(loaded(repository.resolve("models/listen").resolve(name + ".flac")));
        }
        List<float[]> second = new ArrayList<>();
        for (String name : SECOND) {
            second.add(loaded(repository.resolve("examples").resolve(name)));
        }
        clean = call(first, second);
        inRoom = new float[][] {echoed(clean[0], new Random(5)), echoed(clean[1], new Random(6))};
    }

    private static float[][] call(List<float[]> first, List<float[]> second) {
        float[][] sides = new float[2][LONGEST * first.size()];
        double at = Sound.RATE / 2.0;
        for (int turn = 0; turn < first.size() + second.size(); turn++) {
            float[] voice = (turn % 2 == 0 ? first : second).get(turn / 2);
            put(sides[turn % 2], voice, (int) at);
            if (turn % 4 == 0) {
                float[] other = (turn % 2 == 0 ? second : first).get(1);
                int from = other.length / 3;
                float[] word = Arrays.copyOfRange(other, from, from + SHORT_WORD);
                put(sides[1 - turn % 2], word, (int) at + voice.length / 2);
            }
            at += voice.length + (turn < PAUSES.length ? PAUSES[turn] : 1) * Sound.RATE;
        }
        return new float[][] {Arrays.copyOf(sides[0], (int) at), Arrays.copyOf(sides[1], (int) at)};
    }

    private static void put(float[] side, float[] voice, int at) {
        for (int i = 0; i < voice.length; i++) {
            side[at + i] += voice[i];
        }
    }

    private static float[] loaded(Path file) throws IOException {
        try (AudioStream stream = new FfmpegDecoder().open(new AudioInput.AudioFile(file), OptionalInt.empty())) {
            float[] samples = new float[LONGEST];
            int count = 0;
            int read = 0;
            while (read >= 0 && count < LONGEST) {
                read = stream.read(samples, count, LONGEST - count);
                count += Math.max(0, read);
            }
            return equallyLoud(Sound.trimmed(Arrays.copyOf(samples, count)));
        }
    }

    private static float[] equallyLoud(float[] samples) {
        double sum = 0;
        int loud = 0;
        for (float sample : samples) {
            if (Math.abs(sample) > 0.01) {
                sum += sample * (double) sample;
                loud++;
            }
        }
        double gain = LOUDNESS / Math.sqrt(sum / Math.max(1, loud));
        float[] scaled = new float[samples.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) Math.max(-1, Math.min(1, samples[i] * gain));
        }
        return scaled;
    }

    /** Returns the sound as it is heard across a room: duller, with echoes, as loud as before. */
    private static float[] echoed(float[] samples, Random random) {
        double[] echo = new double[ECHO];
        echo[0] = 1;
        for (int i = 1; i < ECHO; i++) {
            echo[i] = 0.1 * random.nextGaussian() * Math.exp(-i / ECHO_DECAY);
        }
        float[] dull = new float[samples.length];
        double low = 0;
        for (int i = 0; i < samples.length; i++) {
            low += 0.6 * (samples[i] - low);
            dull[i] = (float) low;
        }
        float[] heard = new float[samples.length];
        double before = 0;
        double after = 0;
        for (int i = 0; i < samples.length; i++) {
            double sum = 0;
            for (int j = 0; j <= Math.min(i, ECHO - 1); j++) {
                sum += echo[j] * dull[i - j];
            }
            heard[i] = (float) sum;
            before += samples[i] * (double) samples[i];
            after += sum * sum;
        }
        double gain = Math.sqrt(before / after);
        for (int i = 0; i < heard.length; i++) {
            heard[i] = (float) (heard[i] * gain);
        }
        return heard;
    }

    /** Returns the length of the call in samples. */
    int length() {
        return clean[0].length;
    }

    /** Returns one side of the call as it is without the other one. */
    float[] side(int side) {
        return with(clean[side], clean[side], 0, 0, side);
    }

    /** Returns one side with the voice of the other one, {@code decibels} louder and {@code delay} samples later. */
    float[] sideWithBleed(int side, boolean room, double decibels, int delay) {
        float[] bleed = room ? inRoom[1 - side] : clean[1 - side];
        return with(clean[side], bleed, Math.pow(10, decibels / 20), delay, side);
    }

    private static float[] with(float[] own, float[] bleed, double gain, int delay, int side) {
        Random random = new Random(side);
        float[] mixed = new float[own.length];
        for (int i = 0; i < mixed.length; i++) {
            double other = i < delay ? 0 : gain * bleed[i - delay];
            mixed[i] = (float) (own[i] + other + NOISE * random.nextGaussian());
        }
        return mixed;
    }
}
