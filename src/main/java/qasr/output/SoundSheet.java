package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Measurements of a recording or segment. Levels are in dB below full scale.
 *
 * @param level the level of all of it
 * @param peak the level of the highest sample
 * @param noise the level of the noise; NaN if unknown
 * @param ratio how far the speech is above the noise, in dB; NaN if unknown
 * @param clipped the number of samples at full scale
 * @param bandwidth the frequency below which all sound is, in Hz
 * @param channels the channels as they were decoded; empty if they were not measured
 */
public record SoundSheet(
        double level, double peak, double noise, double ratio, long clipped, int bandwidth, List<Channel> channels) {
    /** The names of {@link #columns}. */
    static final String NAMES = "level\tpeak\tnoise\tsnr\tclipped\tbandwidth";

    public SoundSheet {
        channels = List.copyOf(channels);
    }

    /**
     * One channel.
     *
     * @param clipped the number of its clipped samples at its original sample rate
     */
    public record Channel(double level, double peak, long clipped) {}

    /** Returns the numbers separated by tabs, without the channels. An unknown number is an empty column. */
    String columns() {
        return decibels(level) + "\t" + decibels(peak) + "\t" + text(noise) + "\t" + text(ratio) + "\t" + clipped + "\t"
                + bandwidth;
    }

    private static String text(double decibels) {
        return Double.isFinite(decibels) ? decibels(decibels).toString() : "";
    }

    /** Writes an object. */
    void write(JsonWriter json) throws IOException {
        json.beginObject();
        json.name("level_dbfs").value(decibels(level));
        json.name("peak_dbfs").value(decibels(peak));
        json.name("noise_dbfs").value(decibels(noise));
        json.name("snr_db").value(decibels(ratio));
        json.name("clipped_samples").value(clipped);
        json.name("bandwidth_hz").value(bandwidth);
        if (!channels.isEmpty()) {
            json.name("channels").beginArray();
            for (Channel channel : channels) {
                json.beginObject();
                json.name("level_dbfs").value(decibels(channel.level()));
                json.name("peak_dbfs").value(decibels(channel.peak()));
                json.name("clipped_samples").value(channel.clipped());
                json.endObject();
            }
            json.endArray();
        }
        json.endObject();
    }

    /** Returns {@code value} with one decimal, or null for NaN. */
    static BigDecimal decibels(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP) : null;
    }
}
