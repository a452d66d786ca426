package qasr.cli;

/** Which times running text shows. */
enum Timestamps {
    NONE,
    /** That of each line or paragraph. */
    SEGMENT
}
