package qasr.check;

import java.util.Arrays;
import qasr.audio.HalfDecibels;
import qasr.audio.Waveform;
import qasr.vad.Spectrum;

/**
 * Measures sound at 16 kHz while it is read: the level of each 8 ms, the peak, the clipped samples and the bandwidth. One
 * object per recording or segment, one thread.
 */
public final class SoundMeter {
    /** The samples of one level: 8 ms. */
    static final int BLOCK = 128;

    private static final double FULL_SCALE = 32_752.0 / 32_768;

    /** A high pass at 13 Hz, so that a constant offset is no sound. */
    private static final double KEPT = 0.995;

    private static final int WINDOW = 512;
    /** Every so-manieth window is transformed: enough for a mean. */
    private static final int TRANSFORMED = 2;

    private static final int BANDS = 32;
    private static final int BAND_BINS = WINDOW / 2 / BANDS;
    private static final int BAND_HERTZ = Waveform.SAMPLE_RATE / 2 / BANDS;
    /** Consonants of wide-band speech are within this of its vowels; the filters of telephones go far below. */
    private static final double BANDWIDTH_DECIBELS = 55;

    private final Spectrum spectrum = new Spectrum(WINDOW);
    private final float[] window = new float[WINDOW];
    private final double[] bands = new double[BANDS];
    private byte[] levels = new byte[1024];
    private int blocks;
    private double blockSum;
    private int blockSamples;
    private int windowSamples;
    private int windows;
    private double last;
    private double above;
    private double peak;
    private long clipped;
    private double sum;
    private long samples;

    /** Returns a meter that has measured {@code waveform}. */
    public static SoundMeter of(Waveform waveform) {
        SoundMeter meter = new SoundMeter();
        float[] sound = waveform.toArray();
        meter.accept(sound, 0, sound.length);
        return meter;
    }

    /** Measures more samples. Those that are not finite count as silence. */
    public void accept(float[] sound, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            double sample = Float.isFinite(sound[i]) ? sound[i] : 0;
            double size = Math.abs(sample);
            peak = Math.max(peak, size);
            clipped += size >= FULL_SCALE ? 1 : 0;
            above = sample - (samples == 0 && i == offset ? sample : last) + KEPT * above;
            last = sample;
            blockSum += above * above;
            if (++blockSamples == BLOCK) {
                finishBlock();
            }
            window[windowSamples++] = (float) sample;
            if (windowSamples == WINDOW) {
                finishWindow();
            }
        }
        samples += length;
    }

    private void finishBlock() {
        if (blocks == levels.length) {
            levels = Arrays.copyOf(levels, 2 * blocks);
        }
        levels[blocks++] = HalfDecibels.of(blockSum / BLOCK);
        sum += blockSum;
        blockSum = 0;
        blockSamples = 0;
    }

    private void finishWindow() {
        windowSamples = 0;
        if (windows++ % TRANSFORMED != 0) {
            return;
        }
        spectrum.transform(window, 0);
        for (int band = 0; band < BANDS; band++) {
            for (int bin = 0; bin < BAND_BINS; bin++) {
                bands[band] += spectrum.power(1 + band * BAND_BINS + bin);
            }
        }
    }

    /** Returns the number of samples. */
    public long samples() {
        return samples;
    }

    /** Returns the level of all samples. */
    public double decibels() {
        return samples == 0 ? HalfDecibels.SILENCE : HalfDecibels.exact((sum + blockSum) / samples);
    }

    /** Returns the level of the highest sample. */
    public double peakDecibels() {
        return HalfDecibels.exact(peak * peak);
    }

    /** Returns the number of samples at full scale. */
    public long clippedSamples() {
        return clipped;
    }

    /**
     * Returns the frequency below which all sound is, in steps of 250 Hz: bands above it are 55 dB below the strongest band
     * on average. 0 for silence.
     */
    public int bandwidthHertz() {
        double strongest = Arrays.stream(bands).max().orElse(0);
        for (int band = BANDS - 1; band >= 0 && strongest > 0; band--) {
            if (10 * Math.log10(bands[band] / strongest) >= -BANDWIDTH_DECIBELS) {
                return (band + 1) * BAND_HERTZ;
            }
        }
        return 0;
    }

    /** Returns the number of whole 8 ms. */
    int blocks() {
        return blocks;
    }

    /** Returns the level of one block of 8 ms, to half a decibel. */
    double decibels(int block) {
        return HalfDecibels.decibels(levels[block]);
    }

    /** Returns the mean power of the blocks in [start, end), which are limited to those that there are. */
    double power(int start, int end) {
        double power = 0;
        int last = Math.min(end, blocks);
        for (int block = start; block < last; block++) {
            power += Math.pow(10, decibels(block) / 10);
        }
        return last <= start ? 0 : power / (last - start);
    }
}
