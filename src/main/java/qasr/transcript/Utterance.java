package qasr.transcript;

import java.time.Duration;
import java.util.List;

/** What was said in one chunk, with its place in the recording. */
public record Utterance(Place place, Wording wording, Confidence confidence, Outcome outcome) {
    /** How far a chunk's words can be relied on to be all of them. */
    public enum Status {
        /** The model said everything it had to say. */
        OK,
        /** The same, but not at the first attempt. */
        RETRIED,
        /** Decoding ended before the model had finished: words may be missing at the end. */
        TRUNCATED,
        /** The detector found speech here, the model heard no words. */
        NO_SPEECH,
        /** The chunk could not be decoded. */
        FAILED
    }

    /** Makes an utterance that one attempt gave, and that nothing has changed. */
    public Utterance(
            Duration start,
            Duration end,
            String language,
            String text,
            double meanLogProbability,
            double minLogProbability,
            Status status) {
        this(
                Place.detected(start, end),
                Wording.of(language, text),
                new Confidence(meanLogProbability, minLogProbability, List.of()),
                Outcome.of(status));
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
        this(start, end, language, text, meanLogProbability, minLogProbability, status(complete, text));
    }

    /** Returns the status of a single decoding. */
    public static Status status(boolean complete, String text) {
        return !complete ? Status.TRUNCATED : text.isEmpty() ? Status.NO_SPEECH : Status.OK;
    }

    /** Returns when it begins. */
    public Duration start() {
        return place.span().start();
    }

    /** Returns when it ends. */
    public Duration end() {
        return place.span().end();
    }

    /** Returns how long it is. */
    public Duration length() {
        return place.span().length();
    }

    /** Returns the language's English name, or "". */
    public String language() {
        return wording.language();
    }

    /** Returns the words as they are shown. */
    public String text() {
        return wording.text();
    }

    /** Returns how it came about. */
    public Status status() {
        return outcome.status();
    }

    /** Returns whether decoding went on until the model had finished. */
    public boolean complete() {
        return status() != Status.TRUNCATED && status() != Status.FAILED;
    }

    /** Returns whether there are words. */
    public boolean hasWords() {
        return !text().isBlank();
    }

    /** Returns this utterance with other words. */
    public Utterance with(Wording words) {
        return new Utterance(place, words, confidence, outcome);
    }

    /** Returns this utterance with another outcome. */
    public Utterance with(Outcome other) {
        return new Utterance(place, wording, confidence, other);
    }
}
