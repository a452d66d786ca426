package qasr.check;

import java.util.List;
import java.util.Optional;
import qasr.audio.ChannelMeter;

/**
 * Decides whether the recording was too loud for its equipment. Measure: the share of clipped samples ({@link ChannelMeter})
 * in the tenths of a second that are within 30 dB of the channel's loudest, at the original sample rate. Threshold: 0.1 %.
 * Undamaged recordings have none; a gain that is 6 dB too high clips 1 % and more.
 */
final class Clipped implements Judgement {
    private static final double MAX_SHARE = 0.001;
    private static final double LOUD_DECIBELS = 30;

    @Override
    public Problem problem() {
        return Problem.CLIPPED;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        Optional<ChannelMeter> meter = measurements.channels();
        if (meter.isEmpty()) {
            return new Verdict.Unknown("the decoded channels were not measured");
        }
        double worst = 0;
        long samples = 0;
        for (int channel = 0; channel < meter.get().channels(); channel++) {
            worst = Math.max(worst, share(meter.get(), channel));
            samples += meter.get().clippedSamples(channel);
        }
        return worst < MAX_SHARE
                ? Verdict.FINE
                : new Verdict.Found(
                        "the sound is clipped: " + Phrases.percent(worst) + " of the loud samples are cut off",
                        List.of(
                                new Verdict.Figure("clipped_share", worst),
                                new Verdict.Figure("clipped_samples", samples)));
    }

    private static double share(ChannelMeter meter, int channel) {
        double loudest = ChannelLevels.of(meter, channel).percentile(1);
        int loud = 0;
        for (int block = 0; block < meter.blocks(); block++) {
            loud += meter.decibels(channel, block) >= loudest - LOUD_DECIBELS ? 1 : 0;
        }
        double samples = loud * (double) meter.samples() / Math.max(1, meter.blocks());
        return samples == 0 ? 0 : meter.clippedSamples(channel) / samples;
    }
}
