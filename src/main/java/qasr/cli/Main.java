package qasr.cli;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import qasr.batch.StateFolders;
import qasr.console.ClosedOutputException;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.Environment;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.LiveInput;
import qasr.console.OutputFailedException;
import qasr.console.OutputFiles;
import qasr.console.ProcessEnvironment;
import qasr.console.ProgramVersion;
import qasr.console.Usage;
import qasr.console.Verbosity;
import qasr.engine.Engines;
import qasr.engine.ModelLocator;
import qasr.engine.NativeEngines;
import qasr.engine.ProcessLimits;
import qasr.engine.Session;
import qasr.engine.WeightFolders;
import qasr.record.WavEncoder;

/** The program: parses the command line, runs the command, returns the exit status. */
public final class Main {
    private final Environment environment;
    private final Engines engines;
    private final PeerProgram peer;
    private final OutputFiles files = new OutputFiles();
    private volatile Console console;
    private volatile boolean interrupted;

    Main(Environment environment, Engines engines) {
        this(environment, engines, PeerProgram.NONE);
    }

    Main(Environment environment, Engines engines, PeerProgram peer) {
        this.peer = peer;
        this.environment = environment;
        this.engines = engines;
        this.console = new Console(environment, Verbosity.NORMAL);
    }

    /** Runs the program and ends the process. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // for libraries: qasr's own texts name their locale
        Environment process = ProcessEnvironment.current();
        Environment environment =
                process.withIn(new LiveInput(process.in(), WavEncoder.MARK_BYTES, WavEncoder::isLive));
        ClassArchive.removeIfRefused();
        Main program =
                new Main(environment, new NativeEngines(new WeightFolders(environment)::of), PeerProgram.ofProcess());
        StopSignals.onStop(program::stop);
        System.exit(program.run(
                WindowsArguments.of(System.getenv(), FileSystems.getDefault(), RawArguments.of(arguments))));
    }

    /** Runs one command line and returns the exit status. */
    int run(String... arguments) {
        QasrCommand command = new QasrCommand();
        CommandLine parser = QasrCommand.parser(command, NamedCommands.of(peer, arguments));
        console.setCommand("qasr " + PeerArguments.TRANSCRIBE); // its arguments are translated
        return guarded(() -> {
                    PeerArguments own = PeerArguments.translate(
                            parser.getCommandSpec(),
                            peer,
                            name -> new ModelLocator(environment, console).isInstalled(name),
                            arguments);
                    return run(command, parser, own.notes(), own.arguments());
                })
                .code();
    }

    private interface Body {
        ExitStatus run() throws CommandException;
    }

    private ExitStatus guarded(Body body) {
        try (engines) {
            return body.run();
        } catch (CommandException e) {
            return failed(e.failure(), e);
        } catch (ClosedOutputException e) {
            return ExitStatus.DONE; // as head(1) wants it
        } catch (OutputFailedException e) {
            return failed(e.failure(), e);
        } catch (OutOfMemoryError | LinkageError | RuntimeException e) {
            return failed(ProcessLimits.failure("", e), e);
        }
    }

    private ExitStatus run(QasrCommand command, CommandLine parser, List<String> notes, String... arguments)
            throws CommandException {
        ParseResult parsed;
        try {
            parsed = parser.parseArgs(arguments);
        } catch (ParameterException e) {
            return usageError(e);
        }
        CommandLine chosen = deepest(parsed);
        console = console(command, chosen);
        notes.forEach(console::note);
        if (isAsked(parsed, CommandLine::isUsageHelpRequested)) {
            console.result(HelpText.of(chosen.getCommandSpec(), parsed, HelpText.columns(environment)));
            return ExitStatus.DONE;
        }
        if (isAsked(parsed, CommandLine::isVersionHelpRequested)) {
            console.result("qasr " + ProgramVersion.current() + "\n");
            return ExitStatus.DONE;
        }
        if (!(chosen.getCommand() instanceof Command subcommand)) {
            return usageError(new ParameterException(chosen, "no command given; commands: " + commands(chosen)));
        }
        if (chosen.getCommand() instanceof HelpCommand) {
            return run(subcommand);
        }
        Settings settings = Settings.read(environment, command.configFile());
        return run(chosen, command, parser, new SettingArguments(settings, parsed), arguments);
    }

    /** Runs a command with what the settings add to its arguments, which are known to be right. */
    private ExitStatus run(
            CommandLine chosen, QasrCommand command, CommandLine parser, SettingArguments added, String... arguments)
            throws CommandException {
        Command subcommand = chosen.getCommand();
        if (!added.isEmpty()) {
            try {
                parser.parseArgs(added.with(arguments));
            } catch (ParameterException e) {
                throw Usage.error("settings", added.explained(decapitalised(e.getMessage())));
            }
            console = console(command, chosen);
        }
        subcommand.setBySettings(added.options());
        console.openLog();
        try {
            return run(subcommand);
        } catch (CommandException e) {
            throw new CommandException(added.explained(e.failure()), e);
        }
    }

    private ExitStatus run(Command subcommand) throws CommandException {
        ExitStatus status;
        try (StateFolders states = new StateFolders()) {
            status = subcommand.run(new Session(environment, console, engines, files, states));
        }
        List<String> next = subcommand.next();
        boolean usable = status == ExitStatus.DONE || status == ExitStatus.SOME_FAILED;
        if (!usable || next.isEmpty()) {
            return status;
        }
        QasrCommand command = new QasrCommand();
        String[] words = next.toArray(String[]::new);
        ExitStatus last =
                run(command, QasrCommand.parser(command, NamedCommands.of(PeerProgram.NONE, words)), List.of(), words);
        return last == ExitStatus.DONE ? status : last;
    }

    private Console console(QasrCommand command, CommandLine chosen) {
        Console made = new Console(environment, command.verbosity(), command.screen());
        CommandSpec named = chosen.getCommandSpec();
        made.setCommand((chosen.getCommand() instanceof HelpCommand ? named.parent() : named).qualifiedName());
        return made;
    }

    /** Returns whether an option asks for help or version, after any of the names of {@code qasr models rm}. */
    private static boolean isAsked(ParseResult parsed, Predicate<CommandLine> request) {
        return parsed.asCommandLineList().stream().anyMatch(request);
    }

    private static CommandLine deepest(ParseResult parsed) {
        List<CommandLine> chain = parsed.asCommandLineList();
        return chain.get(chain.size() - 1);
    }

    private ExitStatus usageError(ParameterException e) {
        CommandLine parser = e.getCommandLine();
        String message = decapitalised(e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            boolean isOption = first.startsWith("-");
            if (first.isEmpty()) {
                message =
                        "a name is empty; is a variable not set?"; // picocli takes an operand of many for one too many
            } else if (!isOption && !parser.getSubcommands().isEmpty()) {
                message = Suggestions.unknownCommand(parser.getCommandSpec(), first);
            } else if (isOption) {
                message += Suggestions.didYouMean(first.replaceFirst("=.*", ""), optionNames(parser));
            } else {
                message = "unexpected argument '" + first + "'";
            }
        }
        console.usageError(message, parser.getCommandSpec().qualifiedName());
        return ExitStatus.USAGE;
    }

    private static List<String> optionNames(CommandLine parser) {
        return parser.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }

    private static String commands(CommandLine parser) {
        return String.join(", ", parser.getSubcommands().keySet());
    }

    private ExitStatus failed(Failure failure, Throwable cause) {
        console.endProgress();
        console.error(failure);
        console.trace(cause);
        return failure.status();
    }

    /** Leaves nothing half-done behind when the process is ended from outside; returns whether the process ends. */
    private boolean stop(int signal) {
        if (console.goesOnAfter(signal) || isForRecorder(signal)) {
            return false;
        }
        files.stop();
        console.close(ExitStatus.ofSignal(signal));
        return true;
    }

    /** Leaves the first Ctrl-C to the program that records what this one reads. */
    private boolean isForRecorder(int signal) {
        if (interrupted
                || signal != ExitStatus.INTERRUPTED.code() - ExitStatus.SIGNALLED
                || !(environment.in() instanceof LiveInput input && input.isLive())) {
            return false;
        }
        interrupted = true;
        console.note("the recording ends; qasr goes on with its sound; Ctrl-C again stops qasr");
        return true;
    }

    private static String decapitalised(String message) {
        return message.isEmpty() ? message : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
