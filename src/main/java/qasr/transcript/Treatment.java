package qasr.transcript;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The effect of a filter on the sound of a recording before it was transcribed.
 *
 * @param figures the filter's settings and measurements by their names in JSON, such as "gain_db"; rounded to 4 decimals
 */
public record Treatment(Kind kind, SortedMap<String, Double> figures) {
    /** The wanted loudness in LUFS. */
    public static final String TARGET = "target_lufs";
    /** The measured loudness in LUFS. */
    public static final String LOUDNESS = "loudness_lufs";
    /** The measured true peak in dB relative to full scale. */
    public static final String TRUE_PEAK = "true_peak_dbtp";
    /** The gain in dB. */
    public static final String GAIN = "gain_db";
    /** The cut-off frequency in Hz. */
    public static final String HERTZ = "hertz";
    /** The share of the power that was removed, from 0 to 1. */
    public static final String REMOVED = "removed";

    private static final double DECIMALS = 1e4;
    private static final double NOTICEABLE_DECIBELS = 0.05;

    /** The kinds of filters. */
    public enum Kind {
        /** A constant gain from the loudness of the whole recording. */
        NORMALIZE,
        /** A gain that followed the sound, because it could be read only once. */
        NORMALIZE_LIVE,
        /** Sound below a frequency was removed. */
        HIGHPASS,
        /** Noise was removed for the speech detector only. */
        DENOISE_DETECTOR,
        /** Noise was to be removed for the speech detector, but none was used. */
        DENOISE_UNUSED,
        /** Noise was removed for the speech detector and the model. */
        DENOISE_ALL
    }

    public Treatment {
        SortedMap<String, Double> rounded = new TreeMap<>();
        figures.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                rounded.put(name, Math.round(value * DECIMALS) / DECIMALS);
            }
        });
        figures = Collections.unmodifiableSortedMap(rounded);
    }

    /** Creates one; figures that are not finite are left out. */
    public static Treatment of(Kind kind, Map<String, Double> figures) {
        return new Treatment(kind, new TreeMap<>(figures));
    }

    /** Returns one line for readers, without the recording's name. */
    public String sentence() {
        return switch (kind) {
            case NORMALIZE -> normalized();
            case NORMALIZE_LIVE ->
                text(
                        "loudness: brought to %.1f LUFS with a changing gain, because the input can be read only once",
                        figure(TARGET));
            case HIGHPASS -> text("high-pass: removed %s of the power, below %.0f Hz", share(), figure(HERTZ));
            case DENOISE_DETECTOR ->
                figures.containsKey(REMOVED)
                        ? text("noise removal: removed %s of the power, for the speech detector only", share())
                        : "noise removal: for the speech detector only";
            case DENOISE_UNUSED -> "noise removal: not used, because no speech detector ran";
            case DENOISE_ALL -> text("noise removal: removed %s of the power, for the model too", share());
        };
    }

    private String normalized() {
        if (!figures.containsKey(LOUDNESS)) {
            return "loudness: silence, so the level is unchanged";
        }
        double gain = Math.rint(10 * figure(GAIN)) / 10 + 0.0; // never -0.0
        String limited = gain + NOTICEABLE_DECIBELS < figure(TARGET) - figure(LOUDNESS)
                ? text(", limited by the true peak of %.1f dB", figure(TRUE_PEAK))
                : "";
        return text(
                        "loudness: %.1f LUFS, changed by %+.1f dB to %.1f LUFS",
                        figure(LOUDNESS), gain, figure(LOUDNESS) + gain)
                + limited;
    }

    private double figure(String name) {
        return figures.getOrDefault(name, 0.0);
    }

    private String share() {
        return text("%.1f %%", 100 * figure(REMOVED));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
