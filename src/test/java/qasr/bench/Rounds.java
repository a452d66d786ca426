package qasr.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs all who take part in alternation, and makes pairs of ours and each peer's run of the same round. Every second round
 * goes backwards, so that a machine that becomes slower or faster helps nobody.
 *
 * <p>A run during which the machine was busy is made again, so many times and no more. After that its round has no pair of
 * it, and what it took is in no median: only how often that happened.
 */
final class Rounds {
    private final QuietRuns runs;

    Rounds(QuietRuns runs) {
        this.runs = runs;
    }

    /** Makes {@code count} rounds over {@code recording}; returns each one's series, in the order of {@code all}. */
    Map<String, Series> run(Recording recording, List<? extends Contender> all, int count)
            throws IOException, InterruptedException {
        Map<String, Series> series = new LinkedHashMap<>();
        all.forEach(each -> series.put(each.name(), new Series()));
        for (int round = 0; round < count; round++) {
            List<Contender> order = new ArrayList<>(all);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            Map<String, Double> seconds = new LinkedHashMap<>();
            for (Contender each : order) {
                runs.add(into -> each.run(recording, into), series.get(each.name()))
                        .ifPresent(one -> seconds.put(each.name(), one.last("wall_seconds")));
            }
            addPairs(all, seconds, series);
        }
        return series;
    }

    /** A peer's "times_NAME" is how many times as long as ours, called NAME, it took in the same round. */
    private static void addPairs(
            List<? extends Contender> all, Map<String, Double> seconds, Map<String, Series> series) {
        for (Contender ours : all) {
            for (Contender peer : all) {
                if (ours.isOurs() && !peer.isOurs()) {
                    if (seconds.containsKey(ours.name()) && seconds.containsKey(peer.name())) {
                        series.get(peer.name())
                                .add("times_" + ours.name(), seconds.get(peer.name()) / seconds.get(ours.name()));
                    } else {
                        series.get(peer.name()).note("no pair with " + ours.name());
                    }
                }
            }
        }
    }
}
