package qasr.check;

import java.util.List;
import qasr.audio.ChannelMeter;

/**
 * Finds recordings whose channels each hold a person of their own, such as the two sides of a call.
 *
 * <p>Measure: at least two channels talk for a second or more, and the levels of no two rise and fall together ({@link
 * Talker}). Bleed of one side in the other makes them rise together; then the channels must not hold the same sound either.
 */
public final class OneTalkerEach {
    private static final int LEAST_TENTHS = 10;

    private OneTalkerEach() {}

    /** Returns whether the recording is like that; false if it has one channel or little speech. */
    public static boolean holds(Measurements measurements) {
        return measurements.hasSpeech()
                && measurements
                        .channels()
                        .filter(meter -> meter.channels() > 1 && !meter.hasChanged())
                        .filter(OneTalkerEach::holds)
                        .isPresent()
                && !DuplicatedChannel.isIn(measurements);
    }

    private static boolean holds(ChannelMeter meter) {
        List<Talker> talkers = Talker.all(meter).stream()
                .filter(talker -> tenths(meter, talker) >= LEAST_TENTHS)
                .toList();
        return talkers.size() > 1 && Talker.areApart(meter, talkers);
    }

    private static int tenths(ChannelMeter meter, Talker talker) {
        int count = 0;
        for (int block = 0; block < meter.blocks(); block++) {
            count += talker.talks(meter.decibels(talker.channel(), block)) ? 1 : 0;
        }
        return count;
    }
}
