package qasr.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import qasr.audio.SampleRange;

/** A call of made voices, a person on each channel, whose turns are known. */
public final class MadeCall {
    private static final double LOUDNESS = 0.3;

    /** A turn in the call. */
    public record Turn(int channel, SampleRange range) {}

    private final float[][] channels;
    private final List<Turn> turns = new ArrayList<>();
    private long seed;

    /** Creates a silent call. */
    public MadeCall(int channels, double seconds, long seed) {
        this.channels = new float[channels][(int) (seconds * Signals.SECOND)];
        this.seed = seed;
    }

    /** Lets the person on {@code channel}, from 0, speak. */
    public MadeCall turn(int channel, double start, double end) {
        int from = (int) (start * Signals.SECOND);
        int to = (int) (end * Signals.SECOND);
        float[] voice = Signals.speechLike(new Random(++seed * 31 + channel).nextLong(), LOUDNESS, to - from);
        for (int i = from; i < to; i++) {
            channels[channel][i] += voice[i - from];
        }
        turns.add(new Turn(channel, new SampleRange(from, to)));
        return this;
    }

    /** Returns the turns, in the order in which they were added. */
    public List<Turn> turns() {
        return turns;
    }

    /** Returns the channels, without anything of the others. */
    public float[][] clean() {
        float[][] copy = new float[channels.length][];
        for (int channel = 0; channel < copy.length; channel++) {
            copy[channel] = channels[channel].clone();
        }
        return copy;
    }

    /** Returns the channels, each with the sound of all others, {@code decibels} louder and {@code delay} samples later. */
    public float[][] withBleed(double decibels, int delay) {
        float[][] mixed = clean();
        double gain = Math.pow(10, decibels / 20);
        for (int channel = 0; channel < mixed.length; channel++) {
            for (int other = 0; other < mixed.length; other++) {
                for (int i = delay; i < mixed[channel].length && other != channel; i++) {
                    mixed[channel][i] += (float) (gain * channels[other][i - delay]);
                }
            }
        }
        return mixed;
    }

    /** Returns {@code signal} times {@code factor}. */
    public static float[] times(float[] signal, double factor) {
        float[] scaled = new float[signal.length];
        for (int i = 0; i < signal.length; i++) {
            scaled[i] = (float) (factor * signal[i]);
        }
        return scaled;
    }
}
