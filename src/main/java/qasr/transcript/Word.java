package qasr.transcript;

import java.util.OptionalDouble;

/**
 * One word of an utterance with its times. The texts of an utterance's words, joined, are exactly the utterance's text:
 * blanks and punctuation belong to the word before them, or to the first word if there is none before.
 *
 * @param text the word as the text has it, with the blanks and punctuation beside it
 * @param span its times in the recording
 * @param probability the model's probability of its least certain token, from 0 to 1, if known; rounded to four decimals on
 *     creation, as files have it
 * @param adjusted whether its times are not those of the aligner: zero-length, identical or too long times are changed
 */
public record Word(String text, TimeSpan span, OptionalDouble probability, boolean adjusted) {
    private static final double STEPS = 10_000;

    public Word {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty word at " + span.text());
        }
        probability = probability.isEmpty()
                ? probability
                : OptionalDouble.of(Math.rint(probability.getAsDouble() * STEPS) / STEPS);
    }

    /** Returns a word with these times and nothing else known about it. */
    public static Word of(String text, TimeSpan span) {
        return new Word(text, span, OptionalDouble.empty(), false);
    }

    /** Returns a word with estimated times. */
    public static Word adjusted(String text, TimeSpan span) {
        return new Word(text, span, OptionalDouble.empty(), true);
    }
}
