package qasr.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an option of {@code transcribe} with the results that depend on it, which decides whether an output is up to
 * date.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Changes {
    /** The results that depend on an option. */
    enum Effect {
        /** The recognised text: no result of an earlier run can be used. */
        WORDS,
        /** The files only: the recognised text of an earlier run can be used. */
        FILES,
        /** Neither. */
        NOTHING
    }

    /** Returns what it changes. */
    Effect value();
}
