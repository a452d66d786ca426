package qasr.transcript;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of the detected speech has text. Each second of speech is {@code transcribed}, {@code truncated}, {@code
 * failed} or {@code wordless}; {@link #speech} is their sum. A second in several utterances of one channel, as cuts made
 * elsewhere can have it, counts once, as the best of these. Says nothing about the accuracy of the text.
 *
 * @param transcribed speech with complete text, from the first attempt, a retry or a user ({@link Utterance#counted})
 * @param retried the part of {@code transcribed} that took more than one attempt
 * @param truncated speech with text that may lack words
 * @param failed speech that could not be decoded
 * @param wordless detected speech in which the model found no words
 * @param doubtful the part of {@code wordless} in ranges of five seconds or more. A cough or a door can deceive the
 *     detector, but hardly for so long, so the model may have missed words
 * @param unheard gaps that were not processed, because the samples are damaged or the speech detector failed. They may
 *     contain speech; the other durations do not include them
 */
public record Coverage(
        Duration transcribed,
        Duration retried,
        Duration truncated,
        Duration failed,
        Duration wordless,
        Duration doubtful,
        Duration unheard) {
    /** Five seconds, as in the guards: so much speech seldom has no words. */
    private static final Duration SURELY_SPEECH = Duration.ofSeconds(5);

    /** Wordless ranges that are no further apart than this count as one; longer silences always end a chunk. */
    private static final Duration SAME_STRETCH = Duration.ofSeconds(2);

    /** Returns the coverage of a recording with these utterances and gaps. */
    public static Coverage of(List<Utterance> utterances, List<Gap> gaps) {
        Duration unheard = gaps.stream()
                .filter(gap -> gap.kind() == Gap.Kind.FAILED || gap.kind() == Gap.Kind.UNHEARD)
                .map(gap -> gap.span().length())
                .reduce(Duration.ZERO, Duration::plus);
        CoveredTime covered = new CoveredTime();
        Duration doubtful = doubtful(utterances).stream().map(TimeSpan::length).reduce(Duration.ZERO, Duration::plus);
        Duration retried = covered.adds(with(utterances, Utterance.Status.RETRIED));
        Duration transcribed = retried.plus(covered.adds(with(utterances, Utterance.Status.OK)));
        Duration truncated = covered.adds(with(utterances, Utterance.Status.TRUNCATED));
        Duration failed = covered.adds(with(utterances, Utterance.Status.FAILED));
        Duration wordless = covered.adds(with(utterances, Utterance.Status.NO_SPEECH));
        return new Coverage(
                transcribed,
                retried,
                truncated,
                failed,
                wordless,
                doubtful.compareTo(wordless) < 0 ? doubtful : wordless,
                unheard);
    }

    private static List<Utterance> with(List<Utterance> utterances, Utterance.Status status) {
        return utterances.stream()
                .filter(utterance -> utterance.counted() == status)
                .toList();
    }

    /**
     * Returns the wordless ranges that are so long that the model may have missed words, in order; those of each channel
     * by themselves.
     */
    public static List<TimeSpan> doubtful(List<Utterance> utterances) {
        WordlessStretches stretches = new WordlessStretches(SURELY_SPEECH, SAME_STRETCH);
        SortedMap<String, List<Utterance>> channels = new TreeMap<>();
        for (Utterance utterance : utterances) {
            channels.computeIfAbsent(utterance.place().channel(), name -> new ArrayList<>())
                    .add(utterance);
        }
        return channels.values().stream()
                .flatMap(channel -> stretches.of(channel).stream())
                .sorted(Comparator.comparing(TimeSpan::start))
                .toList();
    }

    /** Returns the length of the detected speech. */
    public Duration speech() {
        return transcribed.plus(truncated).plus(failed).plus(wordless);
    }

    /** Returns the fraction of the detected speech that has complete text, in [0, 1]; 1 if there was no speech. */
    public double ratio() {
        long speech = speech().toMillis();
        return speech == 0 ? 1 : (double) (speech - holes().toMillis()) / speech;
    }

    /** Returns the length of the speech that may be missing from the transcript. */
    public Duration holes() {
        return truncated.plus(failed).plus(doubtful);
    }

    /** Returns whether no speech is missing. */
    public boolean complete() {
        return holes().isZero() && unheard.isZero();
    }

    /** Returns the sum of both coverages. */
    public Coverage plus(Coverage other) {
        return new Coverage(
                transcribed.plus(other.transcribed),
                retried.plus(other.retried),
                truncated.plus(other.truncated),
                failed.plus(other.failed),
                wordless.plus(other.wordless),
                doubtful.plus(other.doubtful),
                unheard.plus(other.unheard));
    }
}
