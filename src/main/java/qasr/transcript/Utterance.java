package qasr.transcript;

import java.time.Duration;

/**
 * What was said in one chunk, with its place in the recording.
 *
 * @param language the language's English name as the model says it, or "" where it gave none
 * @param text the words; "" where none were heard
 * @param meanLogProbability mean natural logarithm of the tokens' probabilities, or NaN without tokens
 * @param minLogProbability the least of them, or NaN
 * @param status how it came about
 */
public record Utterance(
        Duration start,
        Duration end,
        String language,
        String text,
        double meanLogProbability,
        double minLogProbability,
        Status status) {
    /** How far a chunk's words can be relied on to be all of them. */
    public enum Status {
        /** The model said everything it had to say. */
        OK,
        /** Decoding ended before the model had finished: words may be missing at the end. */
        TRUNCATED,
        /** The detector found speech here, the model heard no words. */
        NO_SPEECH,
        /** The chunk could not be decoded. */
        FAILED
    }

    public Utterance {
        if (start.isNegative() || end.compareTo(start) < 0) {
            throw new IllegalArgumentException("utterance from " + start + " to " + end);
        }
    }

    /**
     * Makes an utterance that was decoded.
     *
     * @param complete false if decoding ended before the model had finished
     */
    public Utterance(
            Duration start,
            Duration end,
            String language,
            String text,
            double meanLogProbability,
            double minLogProbability,
            boolean complete) {
        this(
                start,
                end,
                language,
                text,
                meanLogProbability,
                minLogProbability,
                !complete ? Status.TRUNCATED : text.isEmpty() ? Status.NO_SPEECH : Status.OK);
    }

    /** Returns whether decoding went on until the model had finished. */
    public boolean complete() {
        return status == Status.OK || status == Status.NO_SPEECH;
    }

    /** Returns whether there are words. */
    public boolean hasWords() {
        return !text.isBlank();
    }
}
