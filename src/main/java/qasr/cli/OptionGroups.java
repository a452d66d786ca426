package qasr.cli;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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

    /** Returns the options that are used often, by heading. */
    static Map<String, List<OptionSpec>> often(CommandSpec command) {
        Map<String, List<OptionSpec>> groups = of(command);
        groups.values()
                .forEach(options -> options.removeIf(
                        option -> annotation(option, Often.class).isEmpty()));
        groups.values().removeIf(List::isEmpty);
        return groups;
    }

    private static Optional<HelpHeading> heading(OptionSpec option) {
        return annotation(option, HelpHeading.class)
                .or(() -> declaring(option).map(type -> type.getAnnotation(HelpHeading.class)));
    }

    private static <A extends Annotation> Optional<A> annotation(OptionSpec option, Class<A> type) {
        return option.userObject() instanceof Field field
                ? Optional.ofNullable(field.getAnnotation(type))
                : Optional.empty();
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
