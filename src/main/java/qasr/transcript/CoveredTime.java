package qasr.transcript;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The time that utterances cover, each second of a channel once. */
final class CoveredTime {
    /** The ends of the covered ranges by their starts, of each channel; no two of them touch. */
    private final Map<String, NavigableMap<Duration, Duration>> channels = new HashMap<>();

    /** Adds {@code utterances}, and returns the length of the time that was not covered before. */
    Duration adds(List<Utterance> utterances) {
        Duration added = Duration.ZERO;
        for (Utterance utterance : utterances) {
            NavigableMap<Duration, Duration> ranges =
                    channels.computeIfAbsent(utterance.place().channel(), channel -> new TreeMap<>());
            added = added.plus(adds(ranges, utterance.start(), utterance.end()));
        }
        return added;
    }

    private static Duration adds(NavigableMap<Duration, Duration> ranges, Duration start, Duration end) {
        Duration added = end.minus(start);
        Duration from = start;
        Duration to = end;
        for (Map.Entry<Duration, Duration> last = ranges.floorEntry(end);
                last != null && last.getValue().compareTo(start) >= 0;
                last = ranges.floorEntry(end)) {
            added = added.minus(least(last.getValue(), end).minus(greatest(last.getKey(), start)));
            from = least(from, last.getKey());
            to = greatest(to, last.getValue());
            ranges.remove(last.getKey());
        }
        ranges.put(from, to);
        return added;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration greatest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
