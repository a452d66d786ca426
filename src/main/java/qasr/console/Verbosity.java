package qasr.console;

/** How many messages go to standard error, from fewest to most. Errors are always shown. */
public enum Verbosity {
    QUIET,
    NORMAL,
    VERBOSE,
    DEBUG
}
