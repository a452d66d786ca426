package qasr.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import qasr.audio.ChannelMeter;

/**
 * Decides whether two channels hold the same sound. Measure: their correlation over the whole recording, which does not
 * depend on their levels. Threshold: 0.995, at which the difference of the channels is 20 dB below them; copies through a
 * lossy codec are above, stereo recordings of a room below.
 *
 * <p>A copy may be late by up to 400 ms, as after a conference server. Measure: the correlation of excerpts at the delay at which
 * they are most alike, if there is speech (a tone is like itself at many delays). Threshold: 0.98, because the delay may be
 * between two samples; two microphones in a room stay below. A copy that is more than 12 dB quieter is the bleed of a voice.
 */
final class DuplicatedChannel implements Judgement {
    private static final double MIN_CORRELATION = 0.995;
    private static final double MIN_LATE_CORRELATION = 0.98;
    private static final double MOST_DECIBELS = 12;

    @Override
    public Problem problem() {
        return Problem.DUPLICATED_CHANNEL;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        Verdict verdict =
                ChannelPairs.judge(measurements, correlation -> correlation >= MIN_CORRELATION, "hold the same sound");
        return verdict == Verdict.FINE && measurements.hasSpeech()
                ? measurements.channels().flatMap(DuplicatedChannel::late).orElse(verdict)
                : verdict;
    }

    /** Returns whether two channels hold the same sound, also if one is so late that their levels do not show it. */
    static boolean isIn(Measurements measurements) {
        return new DuplicatedChannel().judge(measurements) instanceof Verdict.Found;
    }

    private static Optional<Verdict> late(ChannelMeter meter) {
        int count = meter.channels();
        for (int one = 0; one < count; one++) {
            for (int two = one + 1; two < count; two++) {
                ChannelMeter.Likeness likeness = likeness(meter, one, two);
                if (likeness.correlation() >= MIN_LATE_CORRELATION) {
                    boolean isFirst = likeness.seconds() >= 0;
                    return Optional.of(found(likeness, isFirst ? one : two, isFirst ? two : one, count));
                }
            }
        }
        return Optional.empty();
    }

    private static ChannelMeter.Likeness likeness(ChannelMeter meter, int one, int two) {
        boolean isComparable = !ChannelLevels.of(meter, one).isSilent()
                && !ChannelLevels.of(meter, two).isSilent()
                && Math.abs(meter.decibels(one) - meter.decibels(two)) <= MOST_DECIBELS;
        return isComparable ? meter.likeness(one, two) : new ChannelMeter.Likeness(0, 0);
    }

    private static Verdict found(ChannelMeter.Likeness likeness, int earlier, int later, int count) {
        double seconds = Math.abs(likeness.seconds());
        return new Verdict.Found(
                String.format(
                        Locale.ROOT,
                        "%s holds the sound of %s, %.1f ms later",
                        Phrases.channel(later, count),
                        Phrases.channel(earlier, count),
                        1000 * seconds),
                List.of(
                        new Verdict.Figure("channel", earlier + 1),
                        new Verdict.Figure("other_channel", later + 1),
                        new Verdict.Figure("correlation", likeness.correlation()),
                        new Verdict.Figure("delay", seconds)));
    }
}
