package qasr.guard;

import java.util.Locale;

/** What guards are called, in the order in which they judge. */
public enum GuardName {
    /** Numbers that are not finite. */
    NUMBERS,
    /** The same words over and over. */
    LOOP,
    /** The context recited instead of the speech. */
    RECITAL,
    /** Words where nobody speaks. */
    SILENCE,
    /** A text that is too short, too long or not finished. */
    TRUNCATION,
    /** A language that the text or the sound contradicts. */
    LANGUAGE;

    /** Returns the name that options use, such as "loop". */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
