package qasr.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The heading above an option, or above all options of a class, in help; default: a word of the class's name. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
@interface HelpHeading {
    /** The heading of options that two classes declare. */
    String TERMS = "Language and terms";

    /** The heading, without a colon. */
    String value();

    /** Whether the options come after those of all other classes: what is the same everywhere is read least. */
    boolean last() default false;
}
