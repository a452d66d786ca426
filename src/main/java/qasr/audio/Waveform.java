package qasr.audio;

import java.util.Arrays;

/** Mono samples in [-1, 1] at 16 kHz: one part of a recording, of limited length. Immutable. */
public final class Waveform {
    /** Samples per second of all audio after the decoder. */
    public static final int SAMPLE_RATE = 16_000;

    private final float[] samples;

    private Waveform(float[] samples) {
        this.samples = samples;
    }

    /** Returns a waveform with a copy of {@code samples}. */
    public static Waveform of(float[] samples) {
        return new Waveform(samples.clone());
    }

    /** Returns a waveform with a copy of {@code length} samples from {@code offset}. */
    public static Waveform of(float[] samples, int offset, int length) {
        return new Waveform(Arrays.copyOfRange(samples, offset, offset + length));
    }

    /** Returns the number of samples. */
    public int length() {
        return samples.length;
    }

    /** Returns sample {@code index}. */
    public float sample(int index) {
        return samples[index];
    }

    /** Returns a copy of all samples. */
    public float[] toArray() {
        return samples.clone();
    }

    /** Returns a waveform with a copy of the samples {@code [start, end)}. */
    public Waveform slice(int start, int end) {
        return new Waveform(Arrays.copyOfRange(samples, start, end));
    }

    /** Returns this waveform followed by zeros up to {@code length} samples, or itself if it is long enough. */
    public Waveform paddedTo(int length) {
        return samples.length >= length ? this : new Waveform(Arrays.copyOf(samples, length));
    }

    /** Returns the duration in seconds. */
    public double seconds() {
        return (double) samples.length / SAMPLE_RATE;
    }
}
