package qasr.check;

import java.util.Arrays;
import qasr.audio.ChannelMeter;
import qasr.audio.HalfDecibels;

/** The levels of one channel in tenths of a second, sorted. */
final class ChannelLevels {
    /** A channel without a louder tenth of a second is silent: below the hiss of any open microphone. */
    private static final double SILENT_DECIBELS = -70;

    private final double[] sorted;

    private ChannelLevels(double[] sorted) {
        this.sorted = sorted;
    }

    static ChannelLevels of(ChannelMeter meter, int channel) {
        double[] levels = new double[meter.blocks()];
        for (int block = 0; block < levels.length; block++) {
            levels[block] = meter.decibels(channel, block);
        }
        Arrays.sort(levels);
        return new ChannelLevels(levels);
    }

    /** Returns the level that {@code share} of all tenths of a second are not above. */
    double percentile(double share) {
        return sorted.length == 0
                ? HalfDecibels.SILENCE
                : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    boolean isSilent() {
        return percentile(1) < SILENT_DECIBELS;
    }
}
