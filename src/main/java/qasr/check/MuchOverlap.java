package qasr.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import qasr.audio.ChannelMeter;

/**
 * Decides whether people talk at the same time, if each has a channel. One channel is not judged.
 *
 * <p>Measure: of the tenths of a second in which at least one channel talks, the share in which two do. A channel talks
 * within 15 dB of its own speech level (the level that 5 % of the recording exceed) and at least 9 dB above its own noise
 * (the level that 90 % exceed). Bleed of the other side is weaker in comparison with the own speech: both levels, each
 * compared with its own speech level, must be within 12 dB of each other. Channels whose levels rise and fall together
 * (correlation above 0.5) hold the same people and are not judged.
 *
 * <p>Threshold: 20 %, twice the share that studies of meetings give for simultaneous speech (about 10 % of the speaking time).
 */
final class MuchOverlap implements Judgement {
    private static final double MAX_SHARE = 0.2;
    private static final double SPEECH_PERCENTILE = 0.95;
    private static final double NOISE_PERCENTILE = 0.1;
    private static final double TALKING_DECIBELS = 15;
    private static final double ABOVE_NOISE = 9;
    private static final double BLEED_DECIBELS = 12;
    private static final double SAME_PEOPLE = 0.5;
    private static final int LEAST_TENTHS = 50;

    /** The level of one channel's speech and noise. */
    private record Talker(int channel, double speech, double noise) {
        boolean talks(double level) {
            return level >= speech - TALKING_DECIBELS && level >= noise + ABOVE_NOISE;
        }

        /** Returns the level compared with the channel's own speech, limited to the range of its talk. */
        double relative(double level) {
            return Math.max(level, Math.max(noise, speech - 2 * TALKING_DECIBELS)) - speech;
        }
    }

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
        List<Talker> talkers = new ArrayList<>();
        for (int channel = 0; channel < meter.get().channels(); channel++) {
            ChannelLevels levels = ChannelLevels.of(meter.get(), channel);
            Talker talker =
                    new Talker(channel, levels.percentile(SPEECH_PERCENTILE), levels.percentile(NOISE_PERCENTILE));
            if (!levels.isSilent() && talker.speech() >= talker.noise() + ABOVE_NOISE) {
                talkers.add(talker);
            }
        }
        if (talkers.size() < 2) {
            return new Verdict.Unknown("fewer than two channels hold speech");
        }
        for (int one = 0; one < talkers.size(); one++) {
            for (int two = one + 1; two < talkers.size(); two++) {
                if (!(together(meter.get(), talkers.get(one), talkers.get(two)) <= SAME_PEOPLE)) {
                    return new Verdict.Unknown("the channels do not hold one person each");
                }
            }
        }
        return share(meter.get(), talkers);
    }

    /** Returns how far the levels of two channels rise and fall together where one of them talks: their correlation. */
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

    private static Verdict share(ChannelMeter meter, List<Talker> talkers) {
        int talk = 0;
        int both = 0;
        for (int block = 0; block < meter.blocks(); block++) {
            double loudest = Double.NEGATIVE_INFINITY;
            double second = Double.NEGATIVE_INFINITY;
            for (Talker talker : talkers) {
                double level = meter.decibels(talker.channel(), block);
                if (talker.talks(level)) {
                    double relative = level - talker.speech();
                    second = Math.max(second, Math.min(loudest, relative));
                    loudest = Math.max(loudest, relative);
                }
            }
            talk += loudest > Double.NEGATIVE_INFINITY ? 1 : 0;
            both += second >= loudest - BLEED_DECIBELS && second > Double.NEGATIVE_INFINITY ? 1 : 0;
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
