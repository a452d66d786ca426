package qasr.cli;

/** How much is said on standard error, from least to most. Errors and warnings are always said. */
enum Verbosity {
    QUIET,
    NORMAL,
    VERBOSE,
    DEBUG
}
