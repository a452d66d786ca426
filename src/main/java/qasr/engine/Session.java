package qasr.engine;

import qasr.console.Console;
import qasr.console.Environment;
import qasr.console.OutputFiles;

/** What the commands of one run share. */
public record Session(Environment environment, Console console, Engines engines, OutputFiles files) {}
