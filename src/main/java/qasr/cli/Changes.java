package qasr.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of an option of {@code transcribe} what it changes, which decides whether an output is current. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Changes {
    /** The results that depend on an option. */
    enum Effect {
        /** The recognised text: no result of an earlier run can be used. */
        WORDS,
        /** The files only: what was heard can be used again. */
        FILES,
        /** Neither. */
        NOTHING
    }

    /** Returns what it changes. */
    Effect value();
}
