package qasr.audio;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Measures each channel of a recording as it was decoded, before the channels are mixed and resampled. One object per
 * recording, one thread.
 *
 * <p>A constant offset of a channel is not part of its level. Levels are in dB below full scale (0 dB is a mean square of 1).
 * Memory: one byte per channel and tenth of a second, and half a megabyte of excerpts for each of several channels.
 *
 * <p>{@link #clippedSamples} counts samples at a level that the equipment could not exceed: see {@code ClippedSamples}.
 */
public final class ChannelMeter {
    /** Blocks for which a level is kept, per second. */
    public static final int BLOCKS_A_SECOND = 10;

    /** Pairs of more channels are not compared: their number grows with the square. */
    public static final int MOST_COMPARED = 8;

    /**
     * How alike two channels are.
     *
     * @param correlation as in {@link #correlation}, at the delay that makes it greatest; 0 if they were not compared
     * @param seconds the delay of the second channel, negative if the first is later
     */
    public record Likeness(double correlation, double seconds) {}

    private static final double FULL_SCALE = 32_752.0 / 32_768;

    private final ClippedSamples[] none = new ClippedSamples[0];
    private ClippedSamples[] clipped = none;
    private double[] sums = new double[0];
    private double[] squares = new double[0];
    private double[][] products = new double[0][0];
    private Optional<ChannelExcerpts> excerpts = Optional.empty();
    private byte[][] levels = new byte[0][0];
    private double[] blockSums = new double[0];
    private double[] blockSquares = new double[0];
    private int blockSamples;
    private int blocks;
    private long samples;
    private boolean changed;

    /** Forgets what was measured. */
    public void restart() {
        clipped = none;
        sums = new double[0];
        excerpts = Optional.empty();
        samples = 0;
        blocks = 0;
        changed = false;
    }

    /**
     * Measures decoded samples.
     *
     * @param channels the samples of each channel, of the same length
     * @param rate samples per second
     */
    public void accept(double[][] channels, int rate) {
        if (channels.length != sums.length) {
            changed |= samples > 0;
            begin(channels.length);
        }
        int length = channels.length == 0 ? 0 : channels[0].length;
        int block = Math.max(1, rate / BLOCKS_A_SECOND);
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + Math.max(1, block - blockSamples));
            measure(channels, from, to, rate);
            if (excerpts.isPresent()) {
                excerpts.get().accept(channels, from, to, rate);
            }
            blockSamples += to - from;
            if (blockSamples >= block) {
                finishBlock();
            }
            from = to;
        }
        samples += length;
    }

    private void begin(int channels) {
        clipped = new ClippedSamples[channels];
        Arrays.setAll(clipped, channel -> new ClippedSamples());
        sums = new double[channels];
        squares = new double[channels];
        products = new double[channels][channels];
        levels = new byte[channels][64];
        excerpts = channels > 1 && channels <= MOST_COMPARED
                ? Optional.of(new ChannelExcerpts(channels))
                : Optional.empty();
        blockSums = new double[channels];
        blockSquares = new double[channels];
        blockSamples = 0;
        blocks = 0;
        samples = 0;
    }

    private void measure(double[][] channels, int from, int to, int rate) {
        for (int channel = 0; channel < channels.length; channel++) {
            double[] own = channels[channel];
            double sum = 0;
            double square = 0;
            for (int i = from; i < to; i++) {
                double sample = Double.isFinite(own[i]) ? own[i] : 0;
                sum += sample;
                square += sample * sample;
            }
            blockSums[channel] += sum;
            blockSquares[channel] += square;
            clipped[channel].accept(own, from, to, rate);
            for (int other = 0; other < channel && channels.length <= MOST_COMPARED; other++) {
                double product = 0;
                for (int i = from; i < to; i++) {
                    product += own[i] * channels[other][i];
                }
                products[channel][other] += Double.isFinite(product) ? product : 0;
            }
        }
    }

    private void finishBlock() {
        for (int channel = 0; channel < sums.length; channel++) {
            if (blocks == levels[channel].length) {
                levels[channel] = Arrays.copyOf(levels[channel], 2 * blocks);
            }
            levels[channel][blocks] =
                    HalfDecibels.of(variance(blockSums[channel], blockSquares[channel], blockSamples));
            sums[channel] += blockSums[channel];
            squares[channel] += blockSquares[channel];
            blockSums[channel] = 0;
            blockSquares[channel] = 0;
        }
        blocks++;
        blockSamples = 0;
    }

    private static double variance(double sum, double square, long count) {
        return count == 0 ? 0 : Math.max(0, square / count - sum / count * (sum / count));
    }

    /** Adds the measurements of a recording that follows this one in the same file. */
    public void append(ChannelMeter later) {
        if (later.samples == 0 && later.sums.length == 0) {
            return;
        }
        if (sums.length == 0) {
            begin(later.sums.length);
        }
        changed |= later.changed || later.sums.length != sums.length;
        if (later.sums.length != sums.length) {
            return;
        }
        blockSamples = 0; // less than a tenth of a second
        for (int channel = 0; channel < sums.length; channel++) {
            sums[channel] += blockSums[channel] + later.sums[channel] + later.blockSums[channel];
            squares[channel] += blockSquares[channel] + later.squares[channel] + later.blockSquares[channel];
            blockSums[channel] = 0;
            blockSquares[channel] = 0;
            levels[channel] = Arrays.copyOf(levels[channel], Math.max(1, blocks + later.blocks));
            System.arraycopy(later.levels[channel], 0, levels[channel], blocks, later.blocks);
            clipped[channel].append(later.clipped[channel]);
            for (int other = 0; other < channel; other++) {
                products[channel][other] += later.products[channel][other];
            }
        }
        blocks += later.blocks;
        samples += later.samples;
    }

    /** Returns the number of channels; 0 if nothing was decoded. */
    public int channels() {
        return sums.length;
    }

    /** Returns whether the number of channels changed in the recording; then only the last part was measured. */
    public boolean hasChanged() {
        return changed;
    }

    /** Returns the level of channel {@code index}, from 0, over the whole recording. */
    public double decibels(int index) {
        double all = squares[index] + blockSquares[index];
        return HalfDecibels.exact(variance(sums[index] + blockSums[index], all, samples));
    }

    /** Returns the highest absolute sample of a channel, 1 for full scale. */
    public double peak(int index) {
        return clipped[index].peak();
    }

    /** Returns the number of clipped samples of a channel. */
    public long clippedSamples(int index) {
        return clipped[index].count();
    }

    /** Returns the number of samples of each channel. */
    public long samples() {
        return samples;
    }

    /** Returns the number of whole tenths of a second. */
    public int blocks() {
        return blocks;
    }

    /** Returns the level of a channel in one tenth of a second, to half a decibel. */
    public double decibels(int index, int block) {
        return HalfDecibels.decibels(levels[index][block]);
    }

    /**
     * Returns the correlation of two channels: 1 if they are the same sound, at any levels, -1 if one is the other in
     * opposite phase, near 0 for two sounds. Empty if a channel is digital silence, or there are too many channels.
     */
    public OptionalDouble correlation(int one, int two) {
        if (sums.length > MOST_COMPARED || samples == 0) {
            return OptionalDouble.empty();
        }
        double first = variance(sums[one] + blockSums[one], squares[one] + blockSquares[one], samples);
        double second = variance(sums[two] + blockSums[two], squares[two] + blockSquares[two], samples);
        double product = products[Math.max(one, two)][Math.min(one, two)] / samples
                - (sums[one] + blockSums[one]) / samples * ((sums[two] + blockSums[two]) / samples);
        double power = Math.sqrt(first * second);
        return power < 1e-14 ? OptionalDouble.empty() : OptionalDouble.of(product / power);
    }

    /**
     * Compares two channels at the delay, of up to 400 ms, at which they are most alike. It takes excerpts of two seconds, so
     * shorter recordings are not compared, nor are the parts that {@link #append} adds.
     */
    public Likeness likeness(int one, int two) {
        return excerpts.map(each -> each.compare(one, two)).orElse(new Likeness(0, 0));
    }

    static boolean isFullScale(double sample) {
        return Math.abs(sample) >= FULL_SCALE;
    }
}
