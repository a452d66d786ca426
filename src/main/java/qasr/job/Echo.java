package qasr.job;

/** The text on standard output of a run whose results go to files. */
public enum Echo {
    /** Nothing. */
    NONE,
    /** A line for each utterance. */
    TEXT,
    /** A line for each utterance, with start and end before it, as whisper.cpp prints them. */
    RANGE
}
