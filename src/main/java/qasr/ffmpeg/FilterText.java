package qasr.ffmpeg;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import qasr.audio.ProgrammeLoudness;
import qasr.audio.SoundFilter;
import qasr.transcript.Treatment;

/**
 * A filter of FFmpeg.
 *
 * @param name its name
 * @param options its options as FFmpeg writes them
 * @param delaySamples the samples at 16 kHz by which its output is late
 * @param followsNoise whether {@link NoiseFloor} sets its option nf
 */
public record FilterText(String name, String options, int delaySamples, boolean followsNoise) {
    /**
     * The noise removal: at most 12 dB, FFmpeg's default. At 16 kHz its windows of 600 samples start every 200, and its output
     * is late by their difference.
     */
    public static final FilterText DENOISER = new FilterText("afftdn", "nr=12:nf=-80", 400, true);

    /** Creates a filter whose options stay as they are. */
    public FilterText(String name, String options, int delaySamples) {
        this(name, options, delaySamples, false);
    }

    /** Returns the filter of FFmpeg that does {@code filter}, with {@code denoiser} as noise removal. */
    static FilterText of(SoundFilter filter, FilterText denoiser) {
        if (filter instanceof SoundFilter.HighPass highPass) {
            return new FilterText("highpass", text("f=%.3f:p=2:t=q:w=0.7071:r=f64", highPass.hertz()), 0);
        }
        if (filter instanceof SoundFilter.Gain gain) {
            return new FilterText("volume", text("volume=%.4fdB:precision=float", gain.decibels()), 0);
        }
        if (filter instanceof SoundFilter.Leveller leveller) {
            return new FilterText(
                    "loudnorm", text("I=%.3f:TP=%.1f:LRA=11", leveller.target(), ProgrammeLoudness.MAX_TRUE_PEAK), 0);
        }
        return denoiser;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Returns what {@code filter} did, if it removed the share {@code removed} of the power. */
    static Treatment treatment(SoundFilter filter, double removed) {
        Map<String, Double> figures = new HashMap<>();
        if (filter instanceof SoundFilter.HighPass highPass) {
            figures.put(Treatment.HERTZ, highPass.hertz());
            figures.put(Treatment.REMOVED, removed);
            return Treatment.of(Treatment.Kind.HIGHPASS, figures);
        }
        if (filter instanceof SoundFilter.Gain gain) {
            figures.put(Treatment.TARGET, gain.target());
            figures.put(Treatment.GAIN, gain.decibels());
            if (!gain.before().isSilent()) {
                figures.put(Treatment.LOUDNESS, gain.before().lufs());
                figures.put(Treatment.TRUE_PEAK, gain.before().truePeak());
            }
            return Treatment.of(Treatment.Kind.NORMALIZE, figures);
        }
        if (filter instanceof SoundFilter.Leveller leveller) {
            figures.put(Treatment.TARGET, leveller.target());
            return Treatment.of(Treatment.Kind.NORMALIZE_LIVE, figures);
        }
        figures.put(Treatment.REMOVED, removed);
        return Treatment.of(
                filter == SoundFilter.Denoiser.FOR_ALL ? Treatment.Kind.DENOISE_ALL : Treatment.Kind.DENOISE_DETECTOR,
                figures);
    }
}
