package qasr.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What help says above the options of a class; without it, the class's own name tells. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface HelpHeading {
    /** The heading, without a colon. */
    String value();

    /** Whether the options come after those of all other classes: what is the same everywhere is read least. */
    boolean last() default false;
}
