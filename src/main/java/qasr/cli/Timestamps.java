package qasr.cli;

/** Which times results show. */
enum Timestamps {
    /** No times in running text, and no times of words. */
    NONE,
    /** The time of each line or paragraph. */
    SEGMENT,
    /** The start and the end of each line of text; otherwise as SEGMENT. */
    RANGE,
    /** The times of words, in formats that have a place for them; otherwise as SEGMENT. */
    WORD
}
