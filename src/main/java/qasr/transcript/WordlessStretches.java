package qasr.transcript;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where no words were heard for long.
 *
 * @param least how much speech without words makes a stretch
 * @param apart utterances that are further apart are not of the same stretch
 */
record WordlessStretches(Duration least, Duration apart) {
    /** Returns the utterances without words that belong to such stretches. */
    List<TimeSpan> of(List<Utterance> utterances) {
        List<TimeSpan> found = new ArrayList<>();
        List<TimeSpan> stretch = new ArrayList<>();
        for (Utterance utterance : utterances) {
            boolean wordless = utterance.status() == Utterance.Status.NO_SPEECH;
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
