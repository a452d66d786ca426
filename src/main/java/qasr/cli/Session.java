package qasr.cli;

/** What the commands of one run share. */
record Session(Environment environment, Console console, Engines engines, OutputFiles files) {}
