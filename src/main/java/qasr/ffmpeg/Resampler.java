package qasr.ffmpeg;

import java.math.BigInteger;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import qasr.audio.Waveform;

/**
 * Owns the {@code SwrContext} that brings mono sound of one rate to 16 kHz, sample n of the output at n / 16000 s.
 *
 * <p>A Kaiser-windowed sinc of 128 zero crossings: flat to 7.2 kHz, 100 dB down at 8 kHz, where the source has as much.
 * n samples at rate r become exactly ⌈n · 16000 / r⌉. Sound that is at 16 kHz already passes untouched.
 */
final class Resampler implements AutoCloseable {
    private static final int FILTER_SIZE = 128;
    private static final double CUTOFF = 0.95;
    private static final int KAISER_BETA = 10;
    /** The most phases of the filter that are computed; between those of odder ratios it interpolates. */
    private static final int MAX_PHASE_SHIFT = 10;
    /**
     * Above this rate fewer phases do: they lie closer together on the filter's own curve. All of them would take 700
     * MB at 16 MHz, which occurs in damaged headers only.
     */
    private static final int RATE_OF_ALL_PHASES = 192_000;

    private static final int CAPACITY = 8192;

    /** Receives resampled sound. */
    interface Sink {
        void accept(float[] samples, int count);
    }

    private final int rate;
    private final Sink sink;
    private final SwrContext context = swresample.swr_alloc();
    private final FloatPointer input = new FloatPointer(CAPACITY);
    private final FloatPointer output = new FloatPointer(CAPACITY);
    private final PointerPointer<Pointer> inputPlanes = new PointerPointer<>(1);
    private final PointerPointer<Pointer> outputPlanes = new PointerPointer<>(1);
    private long taken;
    private long given;

    Resampler(int rate, Sink sink) {
        this.rate = rate;
        this.sink = sink;
        inputPlanes.put(0, input);
        outputPlanes.put(0, output);
        try (AVChannelLayout mono = new AVChannelLayout()) {
            avutil.av_channel_layout_default(mono, 1);
            avutil.av_opt_set_chlayout(context, "in_chlayout", mono, 0);
            avutil.av_opt_set_chlayout(context, "out_chlayout", mono, 0);
        }
        avutil.av_opt_set_sample_fmt(context, "in_sample_fmt", avutil.AV_SAMPLE_FMT_FLTP, 0);
        avutil.av_opt_set_sample_fmt(context, "out_sample_fmt", avutil.AV_SAMPLE_FMT_FLTP, 0);
        avutil.av_opt_set_int(context, "in_sample_rate", rate, 0);
        avutil.av_opt_set_int(context, "out_sample_rate", Waveform.SAMPLE_RATE, 0);
        avutil.av_opt_set_int(context, "filter_size", FILTER_SIZE, 0);
        avutil.av_opt_set_int(context, "phase_shift", phaseShift(rate), 0);
        avutil.av_opt_set_int(context, "linear_interp", 1, 0);
        avutil.av_opt_set_int(context, "exact_rational", 1, 0);
        avutil.av_opt_set_int(context, "filter_type", swresample.SWR_FILTER_TYPE_KAISER, 0);
        avutil.av_opt_set_double(context, "kaiser_beta", KAISER_BETA, 0);
        avutil.av_opt_set_double(context, "cutoff", CUTOFF, 0);
        int code = swresample.swr_init(context);
        if (code < 0) {
            close();
            throw new IllegalStateException("cannot resample from " + rate + " Hz: " + FfmpegError.text(code));
        }
    }

    /** Returns the power of two that holds every phase of the ratio: 160 for 44.1 kHz, 1 for 48 kHz. */
    private static int phaseShift(int rate) {
        int divisor = BigInteger.valueOf(rate)
                .gcd(BigInteger.valueOf(Waveform.SAMPLE_RATE))
                .intValue();
        int phases = Waveform.SAMPLE_RATE / divisor;
        int fewer = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(1, rate / RATE_OF_ALL_PHASES));
        return Math.min(Math.max(0, MAX_PHASE_SHIFT - fewer), Integer.SIZE - Integer.numberOfLeadingZeros(phases - 1));
    }

    /** Returns the number of samples at 16 kHz for {@code samples} at {@code rate}. */
    static long outputSamples(long samples, int rate) {
        return Math.floorDiv(Math.multiplyExact(samples, (long) Waveform.SAMPLE_RATE) + rate - 1, (long) rate);
    }

    /** Resamples {@code count} samples from {@code offset} and passes finished samples on. */
    void push(float[] samples, int offset, int count) {
        taken += count;
        if (rate == Waveform.SAMPLE_RATE) {
            give(java.util.Arrays.copyOfRange(samples, offset, offset + count), count);
            return;
        }
        for (int done = 0; done < count; ) {
            int part = Math.min(CAPACITY, count - done);
            input.put(samples, offset + done, part);
            convert(inputPlanes, part);
            done += part;
        }
    }

    /** Passes on the rest in the filter, which delays the sound by half its length. */
    void finish() {
        if (rate != Waveform.SAMPLE_RATE) {
            convert(null, 0);
            // The filter's rounding may leave the last one out.
            int missing = (int) (outputSamples(taken, rate) - given);
            if (missing > 0) {
                give(new float[missing], missing);
            }
        }
    }

    private void convert(PointerPointer<Pointer> planes, int count) {
        PointerPointer<Pointer> from = planes;
        int left = count;
        while (true) {
            int made = swresample.swr_convert(context, outputPlanes, CAPACITY, from, left);
            if (made < 0) {
                throw new IllegalStateException("resampling failed: " + FfmpegError.text(made));
            }
            if (made == 0) {
                return;
            }
            float[] samples = new float[made];
            output.get(samples);
            int allowed = (int) Math.min(made, outputSamples(taken, rate) - given);
            give(samples, allowed);
            if (made < CAPACITY && planes != null) {
                return;
            }
            // The rest that did not fit: no input, but not the flush that a null input means either.
            from = planes;
            left = 0;
        }
    }

    private void give(float[] samples, int count) {
        given += count;
        if (count > 0) {
            sink.accept(samples, count);
        }
    }

    @Override
    public void close() {
        swresample.swr_free(context);
        input.close();
        output.close();
        inputPlanes.close();
        outputPlanes.close();
    }
}
