package qasr.transcript;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds long ranges of detected speech without words.
 *
 * @param least the shortest length of such a range
 * @param apart the longest pause inside a range
 */
record WordlessStretches(Duration least, Duration apart) {
    /** Returns the time spans of the wordless utterances in such ranges. */
    List<TimeSpan> of(List<Utterance> utterances) {
        List<TimeSpan> found = new ArrayList<>();
        List<TimeSpan> stretch = new ArrayList<>();
        for (Utterance utterance : utterances) {
            boolean wordless = utterance.counted() == Utterance.Status.NO_SPEECH;
            boolean apartFromLast = !stretch.isEmpty()
                    && utterance
                                    .start()
                                    .minus(stretch.get(stretch.size() - 1).end())
                                    .compareTo(apart)
                            > 0;
            if (!wordless || apartFromLast) {
                end(stretch, found);
            }
            if (wordless) {
                stretch.add(utterance.place().span());
            }
        }
        end(stretch, found);
        return found;
    }

    private void end(List<TimeSpan> stretch, List<TimeSpan> found) {
        Duration length = stretch.stream().map(TimeSpan::length).reduce(Duration.ZERO, Duration::plus);
        if (length.compareTo(least) >= 0) {
            found.addAll(stretch);
        }
        stretch.clear();
    }
}
