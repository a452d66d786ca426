package qasr.cli;

/** What becomes of punctuation. */
enum Punctuation {
    KEEP,
    STRIP
}
