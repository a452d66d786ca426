package qasr.check;

import java.util.List;
import qasr.audio.ChannelMeter;

/**
 * The bleed of each talker's voice in the channels of the others. Levels are compared with the own speech of their channel.
 *
 * <p>Measure: of the tenths of a second in which one channel talks, and another is above its noise and at least 3 dB lower, the
 * most frequent distance of the two. If at least half of the distances are within 2 dB of it, it is bleed; of two people who
 * talk at once, less than a third are. Without such a distance, bleed is taken to be 12 dB lower or more.
 */
final class Bleed {
    private static final double USUAL_DECIBELS = 12;
    private static final double LEAST_DECIBELS = 3;
    private static final double MOST_DECIBELS = 30;
    private static final double AROUND = 2;
    private static final double LEAST_SHARE = 0.5;
    private static final int LEAST_TENTHS = 20;
    private static final double ABOVE_NOISE = 3;
    private static final int STEPS = 2;

    private final ChannelMeter meter;
    private final List<Talker> talkers;
    /** How much lower than the voice of a talker, by the first index, the sound of another channel may be and still be bleed. */
    private final double[][] distances;

    private Bleed(ChannelMeter meter, List<Talker> talkers) {
        this.meter = meter;
        this.talkers = talkers;
        distances = new double[talkers.size()][talkers.size()];
        for (int from = 0; from < talkers.size(); from++) {
            for (int into = 0; into < talkers.size(); into++) {
                distances[from][into] = distance(from, into);
            }
        }
    }

    static Bleed of(ChannelMeter meter, List<Talker> talkers) {
        return new Bleed(meter, talkers);
    }

    private double relative(int talker, int block) {
        return meter.decibels(talkers.get(talker).channel(), block)
                - talkers.get(talker).speech();
    }

    private boolean isLoud(int talker, int block) {
        return talkers.get(talker).talks(meter.decibels(talkers.get(talker).channel(), block));
    }

    private double distance(int from, int into) {
        int[] counts = new int[(int) (MOST_DECIBELS * STEPS) + 1];
        int all = 0;
        Talker other = talkers.get(into);
        for (int block = 0; block < meter.blocks() && from != into; block++) {
            double lower = relative(from, block) - relative(into, block);
            boolean isHeard = meter.decibels(other.channel(), block) >= other.noise() + ABOVE_NOISE;
            if (isLoud(from, block) && isHeard && lower >= LEAST_DECIBELS && lower <= MOST_DECIBELS) {
                counts[(int) Math.round(lower * STEPS)]++;
                all++;
            }
        }
        int width = (int) (AROUND * STEPS);
        int most = 0;
        int best = 0;
        for (int middle = width; middle < counts.length - width; middle++) {
            int near = 0;
            for (int i = middle - width; i <= middle + width; i++) {
                near += counts[i];
            }
            if (near > most) {
                most = near;
                best = middle;
            }
        }
        boolean isBleed = all >= LEAST_TENTHS && most >= LEAST_SHARE * all;
        return isBleed ? Math.min(USUAL_DECIBELS, (double) best / STEPS - AROUND) : USUAL_DECIBELS;
    }

    /** Returns which talkers talk in a tenth of a second: those that are loud, and more than the bleed of a louder one. */
    boolean[] talk(int block) {
        int count = talkers.size();
        int loudest = -1;
        for (int i = 0; i < count; i++) {
            if (isLoud(i, block) && (loudest < 0 || relative(i, block) > relative(loudest, block))) {
                loudest = i;
            }
        }
        boolean[] talk = new boolean[count];
        for (int i = 0; i < count && loudest >= 0; i++) {
            double lower = relative(loudest, block) - relative(i, block);
            talk[i] = i == loudest || (isLoud(i, block) && lower <= distances[loudest][i]);
        }
        return talk;
    }
}
