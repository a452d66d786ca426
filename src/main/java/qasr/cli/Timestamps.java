package qasr.cli;

/** Which times results show. */
enum Timestamps {
    /** No times in running text, and no times of words. */
    NONE,
    /** The time of each line or paragraph. */
    SEGMENT,
    /** The times of words, in formats that have a place for them; otherwise as SEGMENT. */
    WORD
}
