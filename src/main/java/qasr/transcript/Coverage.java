package qasr.transcript;

import java.time.Duration;
import java.util.List;

/**
 * What became of the speech that was detected: each second of it is {@code transcribed}, {@code truncated}, {@code
 * failed} or {@code wordless}, and {@link #speech} is their sum.
 *
 * @param transcribed what the model has said all about, at the first attempt or a later one
 * @param retried the part of {@code transcribed} that took more than one attempt
 * @param truncated what it may have left out some words of
 * @param failed what could not be decoded
 * @param wordless what the detector took for speech and the model heard no words in
 * @param doubtful the part of {@code wordless} in stretches of five seconds or more: a cough or a door deceives the
 *     detector, but hardly for so long, so that the model may have been deaf
 * @param unheard the gaps that could not be heard, because the sound is broken or the speech detector failed: nobody
 *     knows what was there, so it is in none of the others
 */
public record Coverage(
        Duration transcribed,
        Duration retried,
        Duration truncated,
        Duration failed,
        Duration wordless,
        Duration doubtful,
        Duration unheard) {
    /** As long as what the guards take for speech that cannot be without words. */
    private static final Duration SURELY_SPEECH = Duration.ofSeconds(5);

    /** Stretches no further apart than this are one: longer silences always end a chunk. */
    private static final Duration SAME_STRETCH = Duration.ofSeconds(2);

    /** Returns the coverage of a recording with these utterances and gaps. */
    public static Coverage of(List<Utterance> utterances, List<Gap> gaps) {
        Duration unheard = gaps.stream()
                .filter(gap -> gap.kind() == Gap.Kind.FAILED || gap.kind() == Gap.Kind.UNHEARD)
                .map(gap -> gap.span().length())
                .reduce(Duration.ZERO, Duration::plus);
        Duration retried = sum(utterances, Utterance.Status.RETRIED);
        return new Coverage(
                sum(utterances, Utterance.Status.OK).plus(retried),
                retried,
                sum(utterances, Utterance.Status.TRUNCATED),
                sum(utterances, Utterance.Status.FAILED),
                sum(utterances, Utterance.Status.NO_SPEECH),
                doubtful(utterances).stream().map(TimeSpan::length).reduce(Duration.ZERO, Duration::plus),
                unheard);
    }

    private static Duration sum(List<Utterance> utterances, Utterance.Status status) {
        return utterances.stream()
                .filter(utterance -> utterance.status() == status)
                .map(Utterance::length)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Returns where the model heard no words for so long that it may have been deaf, in order. */
    public static List<TimeSpan> doubtful(List<Utterance> utterances) {
        return new WordlessStretches(SURELY_SPEECH, SAME_STRETCH).of(utterances);
    }

    /** Returns how much speech was detected. */
    public Duration speech() {
        return transcribed.plus(truncated).plus(failed).plus(wordless);
    }

    /** Returns the part of it that is no hole, in [0, 1]; 1 where there was none. */
    public double ratio() {
        long speech = speech().toMillis();
        return speech == 0 ? 1 : (double) (speech - holes().toMillis()) / speech;
    }

    /** Returns how much of the speech may be missing from the transcript. */
    public Duration holes() {
        return truncated.plus(failed).plus(doubtful);
    }

    /** Returns whether nothing can be missing. */
    public boolean complete() {
        return holes().isZero() && unheard.isZero();
    }

    /** Returns the coverage of both recordings together. */
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
