package qasr.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.Usage;

/**
 * Settings as arguments, added to a command line for each option that the command line does not have. picocli's default
 * values cannot be used, because they cannot be lists and turn a typed flag into its opposite.
 */
final class SettingArguments {
    private static final String END_OF_OPTIONS = "--";
    private static final Pattern OPTION_NAME = Pattern.compile("--[a-z][a-z_-]*");

    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> origins = new LinkedHashMap<>();

    /**
     * Creates the arguments.
     *
     * @param parsed the command line alone
     * @throws CommandException if a flag is set to a value other than true or false
     */
    SettingArguments(Settings settings, ParseResult parsed) throws CommandException {
        List<CommandLine> chain = parsed.asCommandLineList();
        CommandSpec command = chain.get(chain.size() - 1).getCommandSpec();
        for (OptionSpec option : command.options()) {
            Optional<Setting> setting = settings.of(command, option);
            if (setting.isPresent() && !isTyped(option, parsed) && !isOverruled(option, parsed)) {
                add(option, setting.get());
            }
        }
    }

    /** Of options for more and for fewer messages, those for more win, but not over one that was typed. */
    private static boolean isOverruled(OptionSpec option, ParseResult parsed) {
        return GeneralOptions.MORE.contains(option.longestName()) && isTyped(GeneralOptions.QUIET, parsed);
    }

    private static boolean isTyped(OptionSpec option, ParseResult parsed) {
        return isTyped(option.longestName(), parsed);
    }

    private static boolean isTyped(String name, ParseResult parsed) {
        for (ParseResult level = parsed; level != null; level = level.hasSubcommand() ? level.subcommand() : null) {
            if (level.hasMatchedOption(name)) {
                return true;
            }
        }
        return false;
    }

    private void add(OptionSpec option, Setting setting) throws CommandException {
        String name = option.longestName();
        Arrays.stream(option.names()).forEach(each -> origins.put(each, setting.origin()));
        if (option.arity().max() > 0) {
            setting.values().forEach(value -> arguments.add(name + "=" + value));
            return;
        }
        String value = setting.values().get(setting.values().size() - 1);
        if (value.equals("true")) {
            arguments.add(name);
        } else if (!value.equals("false")) {
            throw Usage.error(name, "must be true or false, not '" + value + "' (set by " + setting.origin() + ")");
        } else if (option.negatable()) {
            arguments.add(END_OF_OPTIONS + "no-" + name.substring(END_OF_OPTIONS.length()));
        }
    }

    /** Returns {@code typed} with these arguments. */
    String[] with(String... typed) {
        int end = Arrays.asList(typed).indexOf(END_OF_OPTIONS);
        List<String> all = new ArrayList<>(Arrays.asList(typed));
        all.addAll(end < 0 ? typed.length : end, arguments);
        return all.toArray(String[]::new);
    }

    /** Returns the names of the options that are set. */
    Set<String> options() {
        return Set.copyOf(origins.keySet());
    }

    /** Returns whether no argument is added. */
    boolean isEmpty() {
        return arguments.isEmpty();
    }

    /** Returns {@code failure} with the origin of the options that it names, if it is about options. */
    Failure explained(Failure failure) {
        String line = failure.line();
        String why = explained(line).substring(line.length());
        return failure.status() == ExitStatus.USAGE
                ? new Failure(failure.subject(), failure.message() + why, failure.status())
                : failure;
    }

    /** Returns {@code message} with the origin of each option in it that comes from a setting. */
    String explained(String message) {
        StringBuilder text = new StringBuilder(message);
        Matcher names = OPTION_NAME.matcher(message);
        names.results()
                .map(found -> found.group())
                .distinct()
                .filter(origins::containsKey)
                .forEach(name -> text.append(" (")
                        .append(name)
                        .append(" is set by ")
                        .append(origins.get(name))
                        .append(')'));
        return text.toString();
    }
}
