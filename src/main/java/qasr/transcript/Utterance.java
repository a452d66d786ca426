package qasr.transcript;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of one segment, with its position in the recording.
 *
 * @param words its words with their times, in order, joined exactly its text; empty if word times were not wanted.
 *     With words, {@link Place#timing} says where their times are from
 */
public record Utterance(Place place, Wording wording, Confidence confidence, Outcome outcome, List<Word> words) {
    /** How complete the text of a segment is. */
    public enum Status {
        /** The model ended the text itself, in the first attempt. */
        OK,
        /** The model ended the text itself, in a retry. */
        RETRIED,
        /** Words may be missing: for example, decoding stopped before the model had ended the text. */
        TRUNCATED,
        /** The detector found speech, but the model found no words. */
        NO_SPEECH,
        /** The segment could not be decoded. */
        FAILED
    }

    public Utterance {
        words = List.copyOf(words);
        String joined = words.stream().map(Word::text).collect(Collectors.joining());
        if (!words.isEmpty() && !joined.equals(wording.text())) {
            throw new IllegalArgumentException("words '" + joined + "' of the text '" + wording.text() + "'");
        }
    }

    /** Creates an utterance without word times. */
    public Utterance(Place place, Wording wording, Confidence confidence, Outcome outcome) {
        this(place, wording, confidence, outcome, List.of());
    }

    /** Creates an utterance from a single attempt, without edits. */
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
     * Creates an utterance from a single attempt; its status follows from {@code complete} and {@code text}.
     *
     * @param complete false if decoding stopped before the model had ended the text
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

    /** Returns its start time. */
    public Duration start() {
        return place.span().start();
    }

    /** Returns its end time. */
    public Duration end() {
        return place.span().end();
    }

    /** Returns its length. */
    public Duration length() {
        return place.span().length();
    }

    /** Returns the English name of its language, or "". */
    public String language() {
        return wording.language();
    }

    /** Returns the text after all edits. */
    public String text() {
        return wording.text();
    }

    /** Returns its status. */
    public Status status() {
        return outcome.status();
    }

    /**
     * Returns the status that it counts as: its own, or OK if a user has written the words of a segment in which the model found
     * none. A correction in a truncated text does not mean that its end is there now.
     */
    public Status counted() {
        boolean wordless = status() == Status.FAILED || status() == Status.NO_SPEECH;
        return wordless && hasWords() && wording.isCorrected() ? Status.OK : status();
    }

    /** Returns whether the text is complete: neither truncated nor failed, or written by a user. */
    public boolean complete() {
        return counted() != Status.TRUNCATED && counted() != Status.FAILED;
    }

    /** Returns whether the text has words. */
    public boolean hasWords() {
        return !text().isBlank();
    }

    /** Returns a copy with another wording. Words that were edited have estimated times, if the words have times at all. */
    public Utterance with(Wording other) {
        if (other.text().equals(text()) || words.isEmpty()) {
            return new Utterance(place, other, confidence, outcome, words);
        }
        Place estimated = new Place(place.span(), Place.Timing.APPROX, place.channel(), place.speaker());
        return new Utterance(estimated, other, confidence, outcome, RewordedTimes.of(words, other.text()));
    }

    /** Returns a copy with these words and the source of their times. */
    public Utterance timed(Place.Timing timing, List<Word> timed) {
        Place timedPlace = new Place(place.span(), timing, place.channel(), place.speaker());
        return new Utterance(timedPlace, wording, confidence, outcome, timed);
    }

    /** Returns a copy with another outcome. */
    public Utterance with(Outcome other) {
        return new Utterance(place, wording, confidence, other, words);
    }
}
