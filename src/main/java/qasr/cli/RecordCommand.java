package qasr.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import qasr.batch.ClockTime;
import qasr.batch.FileName;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Usage;
import qasr.engine.Session;
import qasr.job.RecordJob;
import qasr.run.RecordRun;

/** {@code qasr record}. */
@CommandLine.Command(
        name = "record",
        description = {
            "Record from a microphone until Ctrl-C.",
            "Without -o, the sound goes to standard output as a WAV stream, for a pipe into 'qasr transcribe -'. There, Ctrl-C ends the recording only, and transcribe works to the end of the sound; a second Ctrl-C stops it too. The status of a recording that Ctrl-C or --max ended is 0. The sound never leaves this computer.",
            "While it is recorded, talk.flac is called talk.part.flac. After 'kill -9' or a crash, that file has the sound so far and can be played and transcribed."
        },
        footer = {
            "  qasr record -o meeting.flac",
            "  qasr record --max 1:00:00 --microphone USB -o lecture.flac",
            "  qasr record | qasr transcribe -",
            "  qasr record -o memo.flac --then-transcribe -- -l de -f srt"
        })
@HelpHeading("Recording")
final class RecordCommand implements EngineCommand {
    @Often
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = {
                "Record into FILE: FLAC if its name ends in .flac, WAV if it ends in .wav (default: WAV to standard output).",
                "FILE gets its name when the recording ends. If the disk is full, the sound so far is kept."
            })
    private Path file;

    @Option(names = "--overwrite", description = "Replace FILE if it exists. Without this option, that is an error.")
    private boolean overwrite;

    @Often
    @Option(
            names = "--max",
            paramLabel = "DURATION",
            description = "Stop after DURATION: seconds or [h:]mm:ss (default: record until Ctrl-C).")
    private String max;

    @Often
    @Option(
            names = "--microphone",
            paramLabel = "NAME",
            description = {
                "Record from the device NAME (default: the first that --list-devices prints).",
                "A part of the name is enough if no other device has it."
            })
    private String device;

    @Often
    @Option(names = "--list-devices", description = "Print the names of the devices that can record, and stop.")
    private boolean listDevices;

    @Often
    @Option(
            names = "--then-transcribe",
            description = {
                "Transcribe FILE when the recording has ended.",
                "Options of 'qasr transcribe' follow after --, at the end of the command line. They are checked before the recording begins."
            })
    private boolean transcribes;

    @Parameters(
            paramLabel = "OPTION",
            arity = "0..*",
            description = "An option of 'qasr transcribe', after --. Needs --then-transcribe.")
    private List<String> options = new ArrayList<>();

    @Spec
    private CommandSpec command;

    /** The names of the options that were not typed. */
    private Set<String> settings = Set.of();

    @Override
    public ExitStatus run(Session session) throws CommandException {
        if (listDevices) {
            return RecordRun.list(session);
        }
        RecordJob job = new RecordJob(Optional.ofNullable(device), Optional.ofNullable(file), overwrite, max());
        checkFile();
        checkNext(session);
        return new RecordRun(session, job).run();
    }

    @Override
    public List<String> next() {
        if (!transcribes || listDevices) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>(List.of(PeerArguments.TRANSCRIBE));
        arguments.addAll(general());
        arguments.addAll(options);
        arguments.add("--");
        arguments.add(FileName.of(file));
        return arguments;
    }

    @Override
    public void setBySettings(Set<String> options) {
        settings = options;
    }

    /** Returns the general options that were typed, which are meant for the transcription, too. It reads its own settings. */
    private List<String> general() {
        List<String> general = new ArrayList<>();
        for (CommandLine level : command.root().commandLine().getParseResult().asCommandLineList()) {
            for (OptionSpec option : level.getParseResult().matchedOptions()) {
                String name = option.longestName();
                if (option.scopeType() == ScopeType.INHERIT && !settings.contains(name)) {
                    general.addAll(
                            option.arity().max() == 0
                                    ? List.of(name)
                                    : option.originalStringValues().stream()
                                            .map(value -> name + "=" + value)
                                            .toList());
                }
            }
        }
        return general;
    }

    private Optional<Duration> max() throws CommandException {
        if (max == null) {
            return Optional.empty();
        }
        try {
            Duration parsed = ClockTime.parse(max);
            if (parsed.isZero()) {
                throw Usage.error("--max", "must be above 0");
            }
            return Optional.of(parsed);
        } catch (IllegalArgumentException e) {
            throw Usage.error("--max", e.getMessage());
        }
    }

    private void checkFile() throws CommandException {
        if (file != null) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            if (!name.endsWith(".flac") && !name.endsWith(".wav")) {
                throw Usage.error("--output", "'" + file + "' must end in .flac or .wav");
            }
        }
        if (transcribes && file == null) {
            throw Usage.error("--then-transcribe", "needs a file: add -o FILE.flac");
        }
        if (!transcribes && !options.isEmpty()) {
            throw Usage.error(
                    options.get(0),
                    "options of transcribe need --then-transcribe; the recording's file is named with -o");
        }
    }

    /** An hour is recorded in vain if its transcription cannot begin. */
    private void checkNext(Session session) throws CommandException {
        if (!transcribes) {
            return;
        }
        String[] words = next().toArray(String[]::new);
        QasrCommand root = new QasrCommand();
        CommandLine parser = QasrCommand.parser(root, NamedCommands.ALL);
        ParseResult parsed = parsed(parser, words);
        SettingArguments added = new SettingArguments(Settings.read(session.environment(), root.configFile()), parsed);
        try {
            List<CommandLine> chain = parsed(parser, added.with(words)).asCommandLineList();
            if (chain.get(chain.size() - 1).getCommand() instanceof TranscribeCommand transcribe) {
                transcribe.setBySettings(added.options());
                transcribe.check(session);
            }
        } catch (CommandException e) {
            throw new CommandException(added.explained(e.failure()), e);
        }
    }

    private static ParseResult parsed(CommandLine parser, String... words) throws CommandException {
        try {
            return parser.parseArgs(words);
        } catch (ParameterException e) {
            throw Usage.error("--then-transcribe", e.getMessage());
        }
    }
}
