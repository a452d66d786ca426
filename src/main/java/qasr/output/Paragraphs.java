package qasr.output;

import java.time.Duration;
import qasr.subtitle.Script;
import qasr.transcript.Utterance;

/** The rules for paragraph breaks in the running text of one speaker, or of unknown speakers, from pauses. */
public enum Paragraphs {
    /** One line for each utterance. */
    NONE,
    /** After a pause of 1.5 s at the end of a sentence, or of 4 s anywhere. */
    PAUSE,
    /**
     * At probable changes of speaker: after a question, at another language, after a pause of 0.7 s at the end of a
     * sentence, or of 4 s anywhere.
     */
    TURN;

    /** The pause at the end of a thought; between sentences speakers pause about half a second. */
    private static final Duration THOUGHT = Duration.ofMillis(1500);

    /** The pause at a change of speaker; longer than the half second between one speaker's sentences. */
    private static final Duration EXCHANGE = Duration.ofMillis(700);

    private static final Duration SILENCE = Duration.ofSeconds(4);

    /** Returns whether {@code next}, which follows {@code last}, begins a paragraph. Both must have words. */
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
