package qasr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.TypeConversionException;
import qasr.console.ScreenSettings;
import qasr.console.Verbosity;

/** {@code qasr}: the command line as a whole. */
@CommandLine.Command(
        name = "qasr",
        versionProvider = Version.class,
        description = "Turn recordings into text on your own computer. Nothing leaves the computer.",
        footer = {
            "  qasr models pull Qwen/Qwen3-ASR-0.6B      # once: download a model, 1.9 GB",
            "  qasr transcribe meeting.m4a               # print the text",
            "  qasr transcribe -f srt -d subtitles *.mp4"
        })
final class QasrCommand {
    private static final List<Class<?>> COMMANDS = List.of(
            TranscribeCommand.class,
            RecordCommand.class,
            CheckCommand.class,
            SegmentCommand.class,
            DetectLangCommand.class,
            RenderCommand.class,
            ViewCommand.class,
            RetryCommand.class,
            RenameCommand.class,
            AlignCommand.class,
            DiffCommand.class,
            ScoreCommand.class,
            LintCommand.class,
            ReportCommand.class,
            ModelsCommand.class,
            ConfigCommand.class,
            CompletionCommand.class,
            DoctorCommand.class,
            CleanCommand.class,
            HelpCommand.class);

    @Mixin
    private GeneralOptions general;

    @Mixin
    private ScreenOptions screen;

    /** Returns the amount of messages on standard error. */
    Verbosity verbosity() {
        return general.verbosity();
    }

    /** Returns the file of settings that the command line names. */
    Optional<Path> configFile() {
        return general.configFile();
    }

    /** Returns what standard error is to show. */
    ScreenSettings screen() {
        return screen.settings();
    }

    /** Returns a parser for these words; commands that they do not name have no options in it, which saves half the start. */
    static CommandLine parser(QasrCommand command, NamedCommands named) {
        CommandLine parser = new CommandLine(command);
        COMMANDS.forEach(type -> named.add(type, parser));
        new EnumOptions().transform(parser.getCommandSpec());
        parser.setExpandAtFiles(false); // a recording may be called @talk.wav, and --context @FILE is ours
        parser.setOverwrittenOptionsAllowed(true); // the last value counts, so that an alias may have options
        parser.registerConverter(Path.class, NameConverter::path);
        parser.registerConverter(Integer.class, QasrCommand::wholeNumber);
        parser.registerConverter(int.class, QasrCommand::wholeNumber);
        parser.registerConverter(Double.class, QasrCommand::number);
        parser.registerConverter(double.class, QasrCommand::number);
        return parser;
    }

    private static int wholeNumber(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
    }

    /** Returns a parser with the options of all commands, from which the man page and the completions are made. */
    static CommandLine parser() {
        return parser(new QasrCommand(), NamedCommands.ALL);
    }
}
