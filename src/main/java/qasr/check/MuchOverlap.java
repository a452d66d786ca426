package qasr.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import qasr.audio.ChannelMeter;

/**
 * Decides whether people talk at the same time, if each has a channel. One channel is not judged.
 *
 * <p>Measure: of the tenths of a second in which at least one channel talks ({@link Talker}), the share in which two do.
 * Bleed of the other side is weaker in comparison with the own speech: both levels, each compared with its own speech level,
 * must be within 12 dB of each other. Louder bleed has the same distance from the voice all the time ({@link Bleed}); a level
 * that is not above it is no talk. Channels that hold the same people are not judged.
 *
 * <p>Threshold: 20 %, twice the share that studies of meetings give for simultaneous speech (about 10 % of the speaking time).
 */
final class MuchOverlap implements Judgement {
    private static final double MAX_SHARE = 0.2;
    private static final int LEAST_TENTHS = 50;

    @Override
    public Problem problem() {
        return Problem.MUCH_OVERLAP;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        Optional<ChannelMeter> meter = measurements.channels().filter(each -> each.channels() > 1);
        if (meter.isEmpty()) {
            return new Verdict.Unknown("the recording has one channel, where voices at the same time are not measured");
        }
        if (!measurements.hasSpeech()) {
            return Phrases.NO_SPEECH;
        }
        List<Talker> talkers = Talker.all(meter.get());
        if (talkers.size() < 2) {
            return new Verdict.Unknown("fewer than two channels hold speech");
        }
        if (!Talker.areApart(meter.get(), talkers) || DuplicatedChannel.isIn(measurements)) {
            return new Verdict.Unknown("the channels do not hold one person each");
        }
        return share(meter.get(), talkers);
    }

    private static Verdict share(ChannelMeter meter, List<Talker> talkers) {
        Bleed bleed = Bleed.of(meter, talkers);
        int talk = 0;
        int both = 0;
        for (int block = 0; block < meter.blocks(); block++) {
            boolean[] talks = bleed.talk(block);
            int count = 0;
            for (boolean one : talks) {
                count += one ? 1 : 0;
            }
            talk += count > 0 ? 1 : 0;
            both += count > 1 ? 1 : 0;
        }
        if (talk < LEAST_TENTHS) {
            return new Verdict.Unknown("less than five seconds are loud enough to compare the channels");
        }
        double share = (double) both / talk;
        return share < MAX_SHARE
                ? Verdict.FINE
                : new Verdict.Found(
                        String.format(
                                Locale.ROOT,
                                "two channels talk at the same time in %s of the talk",
                                Phrases.percent(share)),
                        List.of(new Verdict.Figure("overlap_share", share)));
    }
}
