package qasr.cli;

/** The parts of subtitles that are highlighted while they are said. */
enum Highlight {
    WORD
}
