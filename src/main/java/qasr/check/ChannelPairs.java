package qasr.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import qasr.audio.ChannelMeter;

/** The pairs of channels, neither silent, whose correlation has some value. */
final class ChannelPairs {
    private ChannelPairs() {}

    /**
     * Returns a verdict about the first pair whose correlation is {@code wrong}.
     *
     * @param words what is said after the names of the channels
     */
    static Verdict judge(Measurements measurements, DoublePredicate wrong, String words) {
        Optional<ChannelMeter> meter = measurements.channels().filter(each -> each.channels() > 1);
        if (meter.isEmpty()) {
            return Phrases.ONE_CHANNEL;
        }
        if (meter.get().hasChanged()) {
            return new Verdict.Unknown("the number of channels changes in the recording");
        }
        int count = meter.get().channels();
        if (count > ChannelMeter.MOST_COMPARED) {
            return new Verdict.Unknown("there are more than " + ChannelMeter.MOST_COMPARED + " channels");
        }
        List<Verdict.Figure> figures = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        for (int one = 0; one < count; one++) {
            for (int two = one + 1; two < count; two++) {
                OptionalDouble correlation = correlation(meter.get(), one, two);
                if (correlation.isPresent() && wrong.test(correlation.getAsDouble())) {
                    pairs.add(Phrases.channel(one, count) + " and " + Phrases.channel(two, count));
                    figures.add(new Verdict.Figure("channel", one + 1));
                    figures.add(new Verdict.Figure("other_channel", two + 1));
                    figures.add(new Verdict.Figure("correlation", correlation.getAsDouble()));
                }
            }
        }
        return pairs.isEmpty() ? Verdict.FINE : new Verdict.Found(String.join(", ", pairs) + " " + words, figures);
    }

    private static OptionalDouble correlation(ChannelMeter meter, int one, int two) {
        return ChannelLevels.of(meter, one).isSilent()
                        || ChannelLevels.of(meter, two).isSilent()
                ? OptionalDouble.empty()
                : meter.correlation(one, two);
    }
}
