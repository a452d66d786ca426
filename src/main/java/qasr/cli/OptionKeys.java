package qasr.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The names of options in the environment and in files: {@code --max-chunk} is {@code max-chunk}, or {@code
 * transcribe.max-chunk} where only that command is meant, and QASR_MAX_CHUNK or QASR_TRANSCRIBE_MAX_CHUNK.
 */
final class OptionKeys {
    private static final String LONG = "--";
    /** The option that names a file of settings, which no such file can set. */
    static final String CONFIG = "config";

    /**
     * Options that mean something else than options of other commands with the same name: they have no common key. A setting
     * for transcripts must not make {@code clean} remove more, nor stop {@code detect-lang}, which has no format srt.
     */
    private static final Set<String> OF_ONE_COMMAND = Set.of(
            "retry.segments",
            "clean.model",
            "clean.recursive",
            "detect-lang.format",
            "detect-lang.output",
            "segment.format",
            "segment.output",
            "lint.language",
            "record.output",
            "view.output",
            "report.merge.output");

    private OptionKeys() {}

    /** Returns the keys of {@code option}, the one to show first; none if it cannot be set. */
    static List<String> of(OptionSpec option) {
        if (option.usageHelp() || option.versionHelp()) {
            return List.of();
        }
        return Arrays.stream(option.names())
                .filter(name -> name.startsWith(LONG))
                .map(name -> name.substring(LONG.length()))
                .toList();
    }

    /** Returns the keys that set {@code option} of {@code command} together with the same option of other commands. */
    static List<String> common(CommandSpec command, OptionSpec option) {
        return of(option).stream()
                .filter(key -> !OF_ONE_COMMAND.contains(qualified(command, key)))
                .toList();
    }

    /** Returns the key of {@code key} where only {@code command} is meant. */
    static String qualified(CommandSpec command, String key) {
        String name = command.qualifiedName(".");
        return name.substring(name.indexOf('.') + 1) + "." + key;
    }

    /** Returns {@code key} in the one spelling by which keys are compared. */
    static String normal(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[._]", "-");
    }

    /** Returns the commands under {@code command} that do something. */
    static Stream<CommandSpec> commands(CommandSpec command) {
        return command.subcommands().isEmpty()
                ? Stream.of(command)
                : command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .flatMap(OptionKeys::commands);
    }

    /** Returns every key that some command under {@code program} knows. */
    static List<String> all(CommandSpec program) {
        return commands(program)
                .flatMap(command -> command.options().stream()
                        .flatMap(option -> of(option).stream())
                        .flatMap(key -> Stream.of(key, qualified(command, key))))
                .distinct()
                .toList();
    }
}
