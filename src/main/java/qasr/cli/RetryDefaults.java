package qasr.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.transcript.OptionValue;
import qasr.transcript.Transcript;

/**
 * Sets the options of {@code retry} that were not typed to the values of the first run. These values have priority over
 * the environment and files, because the first run is repeated except for the typed options.
 */
final class RetryDefaults {
    private static final String LANGUAGE = "--language";
    private static final String LANGUAGES = "--languages";
    /** Of {@code transcribe}, it names a file. */
    private static final String SEGMENTS = "--segments";

    private final CommandSpec command;
    private final Set<String> settings;
    private final Transcript.Options recorded;

    /**
     * Makes defaults for a command that was parsed.
     *
     * @param settings the options that were set and not typed
     */
    RetryDefaults(CommandSpec command, Set<String> settings, Transcript.Options recorded) {
        this.command = command;
        this.settings = settings;
        this.recorded = recorded;
    }

    /** Tells whether an option was typed. */
    boolean isTyped(String name) {
        ParseResult parsed = command.commandLine().getParseResult();
        return parsed.hasMatchedOption(name) && !settings.contains(name);
    }

    /**
     * Sets the options.
     *
     * @param result what messages call the result
     * @throws CommandException if one cannot have such a value
     */
    void apply(String result) throws CommandException {
        List<String> arguments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (OptionSpec option : command.options()) {
            Optional<OptionValue> value = value(option);
            if (value.isPresent() && !isTyped(option.longestName()) && !isContradicted(option.longestName())) {
                names.add(option.longestName());
                addTo(arguments, option, value.get());
            }
        }
        CommandLine other = new CommandLine(
                        new EnumOptions().transform(CommandSpec.forAnnotatedObject(new RetryCommand())))
                .setExpandAtFiles(false);
        try {
            arguments.add("--");
            arguments.add(result);
            other.parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new CommandException(new Failure(result, "its options: " + e.getMessage(), ExitStatus.INPUT), e);
        }
        for (String name : names) {
            command.findOption(name)
                    .setValue(other.getCommandSpec().findOption(name).getValue());
        }
    }

    private Optional<OptionValue> value(OptionSpec option) {
        if (option.longestName().equals(SEGMENTS)) {
            return Optional.empty();
        }
        return option.longestName().equals(LANGUAGE)
                ? Optional.of(OptionValue.of(recorded.language()))
                : Optional.ofNullable(recorded.others().get(RecordedOptions.key(option)));
    }

    /** One language and a choice of several exclude each other; what is typed decides. */
    private boolean isContradicted(String name) {
        return (name.equals(LANGUAGE) && isTyped(LANGUAGES)) || (name.equals(LANGUAGES) && isTyped(LANGUAGE));
    }

    private static void addTo(List<String> arguments, OptionSpec option, OptionValue value) {
        String name = option.longestName();
        if (option.arity().max() > 0) {
            value.values().forEach(one -> arguments.add(name + "=" + one));
        } else if (value.values().equals(List.of("true"))) {
            arguments.add(name);
        }
    }
}
