package qasr.output;

import java.util.Locale;

/** A way to write results; each command has its own set, an enum whose lower-case names are the file extensions. */
public interface ResultFormat {
    /** Returns the constant's name. */
    String name();

    /** Returns how results of several inputs share one stream. */
    Sharing sharing();

    /** Returns the file extension, without the dot; also what the command line calls the format. */
    default String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the line of column names above the rows of several inputs, "" for none. */
    default String columns() {
        return "";
    }

    /** How results of several inputs share one stream. */
    enum Sharing {
        /** One after another, each under its own heading. */
        HEADINGS,
        /** One after another, each under the heading that it has anyway, an empty line between them. */
        OWN_HEADINGS,
        /** Nothing needed: every line stands for itself. */
        LINES,
        /** One after another, each row with the recording's name, under one line of column names. */
        ROWS,
        /** Not at all: a result only makes sense as a file of its own. */
        NEVER
    }
}
