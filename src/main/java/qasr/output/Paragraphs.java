package qasr.output;

import java.time.Duration;
import qasr.transcript.Utterance;

/** Where running text begins a new paragraph; nobody knows who speaks, so these are guesses from pauses. */
public enum Paragraphs {
    /** One line for each utterance. */
    NONE,
    /** After a pause of 1.5 s at the end of a sentence, or of 4 s anywhere. */
    PAUSE,
    /** As speakers take turns: after a pause of 0.7 s at the end of a sentence, a question, another language, or 4 s. */
    TURN;

    /** Speakers pause about half a second between sentences, and longer where a thought ends. */
    private static final Duration THOUGHT = Duration.ofMillis(1500);

    /** Longer than the half second within a speaker's sentences: somebody else may have begun. */
    private static final Duration EXCHANGE = Duration.ofMillis(700);

    private static final Duration SILENCE = Duration.ofSeconds(4);

    /** Returns whether {@code next}, which comes after {@code last}, begins a paragraph. Both have words. */
    boolean isBreak(Utterance last, Utterance next) {
        Duration pause = next.start().minus(last.end());
        if (this == NONE || pause.compareTo(SILENCE) >= 0) {
            return true;
        }
        String text = last.text().strip();
        boolean sentence = Script.pauseAfter(text) == Script.Pause.SENTENCE;
        if (this == PAUSE) {
            return sentence && pause.compareTo(THOUGHT) >= 0;
        }
        boolean question = "?\uff1f\u061f".indexOf(text.charAt(text.length() - 1)) >= 0;
        return question
                || (sentence && pause.compareTo(EXCHANGE) >= 0)
                || !last.language().equals(next.language());
    }
}
