package qasr.engine;

import qasr.batch.StateFolders;
import qasr.console.Console;
import qasr.console.Environment;
import qasr.console.OutputFiles;

/**
 * The objects that the commands of one run share.
 *
 * @param states the records beside outputs, which are closed when the command has ended
 */
public record Session(
        Environment environment, Console console, Engines engines, OutputFiles files, StateFolders states) {}
