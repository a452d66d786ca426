package qasr.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.job.Division;
import qasr.job.TranscribeJob;

/**
 * The options of {@code qasr transcribe} for a program that embeds qasr and has inputs and a folder of its own. Settings of the
 * environment and of files are not read.
 */
public final class EmbeddedOptions {
    /** Options about inputs, outputs, the process and the terminal, for which the other program has its own ways. */
    private static final Set<String> OWN = Set.of(
            "--backup",
            "--color",
            "--config",
            "--debug",
            "--exclude",
            "--fail-fast",
            "--files-from",
            "--include",
            "--log-file",
            "--name-template",
            "--on-exists",
            "--output",
            "--output-dir",
            "--print",
            "--profile",
            "--progress",
            "--quiet",
            "--raw",
            "--recursive",
            "--report",
            "--review",
            "--segments",
            "--shard",
            "--shard-by",
            "--stage-times",
            "--verbose",
            "--watch");

    private final List<String> options;

    private EmbeddedOptions(List<String> options) {
        this.options = List.copyOf(options);
    }

    /**
     * Parses {@code options}, word by word.
     *
     * @throws CommandException if one of them is unknown, wrong, or about inputs, outputs, settings and messages
     */
    public static EmbeddedOptions parse(List<String> options) throws CommandException {
        ParseResult parsed = parsed(options).subcommand();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (OWN.contains(option.longestName())) {
                throw Usage.error(
                        option.longestName(),
                        "cannot be used here, where inputs, outputs, settings and messages are chosen apart");
            }
        }
        if (parsed.hasMatchedPositional(0)) {
            throw Usage.error(
                    parsed.matchedPositional(0).stringValues().get(0),
                    "is an input, which cannot be named among options");
        }
        EmbeddedOptions checked = new EmbeddedOptions(options);
        checked.job(Division.whole(List.of()), Path.of("."));
        return checked;
    }

    /**
     * Returns the job that transcribes a division's own recordings into files in {@code folder}. No unfinished text is kept.
     *
     * @throws CommandException if options contradict each other
     */
    public TranscribeJob job(Division recordings, Path folder) throws CommandException {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("--no-trace", "--output-dir", folder.toString()));
        TranscribeCommand command =
                (TranscribeCommand) parsed(words).subcommand().commandSpec().userObject();
        return command.job(recordings);
    }

    private static ParseResult parsed(List<String> options) throws CommandException {
        CommandLine parser = QasrCommand.parser();
        List<String> words = new ArrayList<>(List.of("transcribe"));
        words.addAll(options);
        try {
            ParseResult parsed = parser.parseArgs(words.toArray(String[]::new));
            if (!parsed.hasSubcommand() || parsed.subcommand().isUsageHelpRequested()) {
                throw Usage.error("transcribe", "--help cannot be used here");
            }
            return parsed;
        } catch (ParameterException e) {
            throw Usage.error("transcribe", e.getMessage());
        }
    }
}
