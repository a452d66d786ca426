package qasr.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where results go. */
final class DestinationOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to FILE what standard output would get, all of it or nothing; - is standard output.")
    private Path file;

    @Option(
            names = {"-d", "--output-dir"},
            paramLabel = "DIR",
            description = "Write one file per input and format into DIR, named like the input: talk.m4a becomes"
                    + " talk.txt. DIR is made if need be.")
    private Path folder;

    /**
     * Returns where results go.
     *
     * @throws CommandException if both options are given
     */
    Destination destination() throws CommandException {
        if (file != null && folder != null) {
            throw Usage.error("--output", "cannot be combined with --output-dir");
        }
        if (folder != null) {
            return new Destination.Folder(folder);
        }
        return file == null || file.toString().equals("-")
                ? new Destination.StandardOutput()
                : new Destination.SingleFile(file);
    }
}
