package qasr.transcript;

import java.time.Duration;
import java.util.List;

/**
 * What became of the speech that was detected: {@code speech} is the sum of {@code transcribed}, {@code truncated} and
 * {@code failed}.
 *
 * @param transcribed what the model has said all about, at the first attempt or a later one
 * @param retried the part of {@code transcribed} that took more than one attempt
 * @param truncated what it may have left out some words of
 * @param failed what could not be decoded
 * @param wordless what the detector took for speech and the model heard no words in: not speech after all
 */
public record Coverage(Duration transcribed, Duration retried, Duration truncated, Duration failed, Duration wordless) {
    /** Returns the coverage of a recording with these utterances and gaps; a gap that cannot be heard may hold speech. */
    public static Coverage of(List<Utterance> utterances, List<Gap> gaps) {
        Duration unheard = gaps.stream()
                .filter(gap -> gap.kind() == Gap.Kind.FAILED)
                .map(gap -> gap.span().length())
                .reduce(Duration.ZERO, Duration::plus);
        Duration retried = sum(utterances, Utterance.Status.RETRIED);
        return new Coverage(
                sum(utterances, Utterance.Status.OK).plus(retried),
                retried,
                sum(utterances, Utterance.Status.TRUNCATED),
                sum(utterances, Utterance.Status.FAILED).plus(unheard),
                sum(utterances, Utterance.Status.NO_SPEECH));
    }

    private static Duration sum(List<Utterance> utterances, Utterance.Status status) {
        return utterances.stream()
                .filter(utterance -> utterance.status() == status)
                .map(Utterance::length)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Returns how much speech was detected. */
    public Duration speech() {
        return transcribed.plus(truncated).plus(failed);
    }

    /** Returns the part of it that was transcribed, in [0, 1]; 1 where there was none. */
    public double ratio() {
        return speech().isZero() ? 1 : (double) transcribed.toMillis() / speech().toMillis();
    }

    /** Returns whether all of it was transcribed. */
    public boolean complete() {
        return transcribed.equals(speech());
    }

    /** Returns the coverage of both recordings together. */
    public Coverage plus(Coverage other) {
        return new Coverage(
                transcribed.plus(other.transcribed),
                retried.plus(other.retried),
                truncated.plus(other.truncated),
                failed.plus(other.failed),
                wordless.plus(other.wordless));
    }
}
