package qasr.output;

import java.util.Locale;

/**
 * An output format. Each command has its own enum of formats; the lower-case constant names are the file extensions.
 */
public interface ResultFormat {
    /** Returns the constant's name. */
    String name();

    /** Returns how results of several inputs share one stream. */
    Sharing sharing();

    /** Returns the file extension without the dot, which is also the name of the format on the command line. */
    default String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the line of column names above the rows of several inputs, "" for none. */
    default String columns() {
        return "";
    }

    /** How results of several inputs share one stream. */
    enum Sharing {
        /** One result after another, each under a heading with the input's name. */
        HEADINGS,
        /** One result after another, separated by empty lines; the format has its own headings. */
        OWN_HEADINGS,
        /** One result per line, without headings. */
        LINES,
        /** One result after another: each row names the recording, under one line of column names. */
        ROWS,
        /** Not possible: each result needs its own file. */
        NEVER
    }
}
