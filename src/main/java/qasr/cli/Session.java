package qasr.cli;

import qasr.console.Console;
import qasr.console.Environment;
import qasr.console.OutputFiles;

/** What the commands of one run share. */
record Session(Environment environment, Console console, Engines engines, OutputFiles files) {}
