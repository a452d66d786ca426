package qasr.cli;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The options of a command in the groups that help and man pages show: one for each class that declares some, in the
 * order of declaration. A new class of options needs nothing but, perhaps, a {@link HelpHeading}.
 */
final class OptionGroups {
    private static final String COMMAND = "Command";
    private static final String OPTIONS = "Options";

    private OptionGroups() {}

    /** Returns the options that help shows by heading. */
    static Map<String, List<OptionSpec>> of(CommandSpec command) {
        Map<String, List<OptionSpec>> first = new LinkedHashMap<>();
        Map<String, List<OptionSpec>> last = new LinkedHashMap<>();
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                Optional<HelpHeading> heading = heading(option);
                (heading.isPresent() && heading.get().last() ? last : first)
                        .computeIfAbsent(
                                heading.map(HelpHeading::value).orElseGet(() -> name(option)), key -> new ArrayList<>())
                        .add(option);
            }
        }
        last.forEach((heading, options) ->
                first.computeIfAbsent(heading, key -> new ArrayList<>()).addAll(options));
        return first;
    }

    /** Makes help of {@code parser} and of its subcommands show options in their groups. */
    static void showIn(CommandLine parser) {
        parser.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionGroups::list);
        parser.getSubcommands().values().forEach(OptionGroups::showIn);
    }

    private static String list(Help help) {
        StringBuilder text = new StringBuilder();
        of(help.commandSpec()).forEach((heading, options) -> {
            Help.Layout layout = help.createDefaultLayout();
            layout.addOptions(options, help.parameterLabelRenderer());
            text.append(String.format("%n%s:%n", heading)).append(layout);
        });
        return text.toString();
    }

    private static Optional<HelpHeading> heading(OptionSpec option) {
        return declaring(option).map(type -> type.getAnnotation(HelpHeading.class));
    }

    private static String name(OptionSpec option) {
        String type = declaring(option).map(Class::getSimpleName).orElse(OPTIONS);
        if (type.endsWith(COMMAND) || type.equals(OPTIONS)) {
            return OPTIONS;
        }
        String words = type.replaceFirst(OPTIONS + "$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return words.substring(0, 1) + words.substring(1).toLowerCase(Locale.ROOT);
    }

    private static Optional<Class<?>> declaring(OptionSpec option) {
        return option.userObject() instanceof Member member
                ? Optional.of(member.getDeclaringClass())
                : Optional.empty();
    }
}
