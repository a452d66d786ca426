package qasr.check;

import java.util.ArrayList;
import java.util.List;
import qasr.audio.ChannelMeter;

/**
 * A channel with the levels of its speech (the level that 5 % of the recording exceed) and its noise (the level that 90 %
 * exceed). It talks within 15 dB of its own speech level and at least 9 dB above its own noise.
 */
record Talker(int channel, double speech, double noise) {
    private static final double SPEECH_PERCENTILE = 0.95;
    private static final double NOISE_PERCENTILE = 0.1;
    private static final double TALKING_DECIBELS = 15;
    private static final double ABOVE_NOISE = 9;
    private static final double SAME_PEOPLE = 0.5;

    /** Returns the channels with speech. */
    static List<Talker> all(ChannelMeter meter) {
        List<Talker> talkers = new ArrayList<>();
        for (int channel = 0; channel < meter.channels(); channel++) {
            ChannelLevels levels = ChannelLevels.of(meter, channel);
            Talker talker =
                    new Talker(channel, levels.percentile(SPEECH_PERCENTILE), levels.percentile(NOISE_PERCENTILE));
            if (!levels.isSilent() && talker.speech() >= talker.noise() + ABOVE_NOISE) {
                talkers.add(talker);
            }
        }
        return talkers;
    }

    /**
     * Returns whether the channels hold different people: the levels of no two rise and fall together where one of them talks
     * (correlation of at most 0.5).
     */
    static boolean areApart(ChannelMeter meter, List<Talker> talkers) {
        for (int one = 0; one < talkers.size(); one++) {
            for (int two = one + 1; two < talkers.size(); two++) {
                if (!(together(meter, talkers.get(one), talkers.get(two)) <= SAME_PEOPLE)) {
                    return false;
                }
            }
        }
        return true;
    }

    boolean talks(double level) {
        return level >= speech - TALKING_DECIBELS && level >= noise + ABOVE_NOISE;
    }

    /** Returns the level compared with the channel's own speech, limited to the range of its talk. */
    private double relative(double level) {
        return Math.max(level, Math.max(noise, speech - 2 * TALKING_DECIBELS)) - speech;
    }

    /** Returns the correlation of the levels of two channels where one of them talks. */
    private static double together(ChannelMeter meter, Talker one, Talker two) {
        double[] sums = new double[5];
        int count = 0;
        for (int block = 0; block < meter.blocks(); block++) {
            double level = meter.decibels(one.channel(), block);
            double other = meter.decibels(two.channel(), block);
            if (!one.talks(level) && !two.talks(other)) {
                continue;
            }
            count++;
            double x = one.relative(level);
            double y = two.relative(other);
            sums[0] += x;
            sums[1] += y;
            sums[2] += x * x;
            sums[3] += y * y;
            sums[4] += x * y;
        }
        double n = Math.max(1, count);
        double first = sums[2] / n - sums[0] / n * (sums[0] / n);
        double second = sums[3] / n - sums[1] / n * (sums[1] / n);
        return (sums[4] / n - sums[0] / n * (sums[1] / n)) / Math.sqrt(first * second);
    }
}
