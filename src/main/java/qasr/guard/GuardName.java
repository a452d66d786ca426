package qasr.guard;

import java.util.Locale;

/** The names of the guards, in the order in which they check an answer. */
public enum GuardName {
    /** The network computed numbers that are not finite. */
    NUMBERS,
    /** The text repeats the same words again and again. */
    LOOP,
    /** The text recites the context instead of the speech. */
    RECITAL,
    /** The text stands for silence or noise. */
    SILENCE,
    /** The text is too short, too long or not finished. */
    TRUNCATION,
    /** The text or the audio contradicts the language. */
    LANGUAGE;

    /** Returns the name for use in options, such as "loop". */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
