package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.TypeConversionException;
import qasr.batch.FileName;
import qasr.console.ScreenSettings;
import qasr.console.Verbosity;

/** {@code qasr}: the command line as a whole. */
@CommandLine.Command(
        name = "qasr",
        sortOptions = false,
        modelTransformer = EnumOptions.class,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Turn recordings into text on your own machine. Nothing leaves it.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  qasr transcribe meeting.m4a",
            "  qasr transcribe -f srt -d subtitles *.mp4",
            "  qasr detect-lang voicemail.amr",
            "",
            "'qasr COMMAND --help' explains a command; man qasr has all the rest."
        },
        subcommands = {
            TranscribeCommand.class,
            SegmentCommand.class,
            DetectLangCommand.class,
            RenderCommand.class,
            RetryCommand.class,
            DiffCommand.class,
            ScoreCommand.class,
            ModelsCommand.class,
            ConfigCommand.class,
            CompletionCommand.class,
            DoctorCommand.class,
            CleanCommand.class,
            HelpCommand.class
        })
final class QasrCommand {
    @Mixin
    private GeneralOptions general;

    @Mixin
    private ScreenOptions screen;

    /** Returns how much is to be said on standard error. */
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

    /** Returns a parser for this command. {@code columns} is how wide help may be. */
    static CommandLine parser(QasrCommand command, int columns) {
        CommandLine parser = new CommandLine(command);
        parser.setExpandAtFiles(false); // a recording may be called @talk.wav, and --context @FILE is ours
        parser.setOverwrittenOptionsAllowed(true); // the last one counts, as in an alias with options of its own
        parser.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        parser.setUsageHelpLongOptionsMaxWidth(26);
        OptionGroups.showIn(parser);
        NarrowHelp.setWidth(parser, columns);
        parser.registerConverter(Path.class, FileName::path);
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

    /** Returns a parser for help of the usual width, from which the man page and the completions are made. */
    static CommandLine parser() {
        return parser(new QasrCommand(), UsageMessageSpec.DEFAULT_USAGE_WIDTH);
    }
}
