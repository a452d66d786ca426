package qasr.console;

/** How much is said on standard error, from least to most. Errors and warnings are always said. */
public enum Verbosity {
    QUIET,
    NORMAL,
    VERBOSE,
    DEBUG
}
