package qasr.engine;

import qasr.console.Console;
import qasr.console.Environment;
import qasr.console.OutputFiles;

/** The objects that the parts of one run share. */
public record Session(Environment environment, Console console, Engines engines, OutputFiles files) {}
