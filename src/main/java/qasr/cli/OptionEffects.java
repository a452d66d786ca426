package qasr.cli;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import qasr.batch.FileName;
import qasr.job.ResultOptions;

/**
 * Collects from the command line the options that a run's results depend on. The annotation {@link Changes} of an
 * option names its effect. A test checks that every option has one; without one, an option counts as changing the
 * words.
 */
final class OptionEffects {
    private OptionEffects() {}

    /** Returns the effect of an option, if it is annotated. */
    static Optional<Changes.Effect> of(OptionSpec option) {
        if (option.usageHelp() || option.versionHelp()) {
            return Optional.of(Changes.Effect.NOTHING);
        }
        return option.userObject() instanceof Field field
                ? Optional.ofNullable(field.getAnnotation(Changes.class)).map(Changes::value)
                : Optional.empty();
    }

    /** Tells whether {@code option} has {@code effect}. */
    static boolean has(OptionSpec option, Changes.Effect effect) {
        return of(option).orElse(Changes.Effect.WORDS) == effect;
    }

    /** Returns what the results of a run of {@code command}, which has been parsed, depend on. */
    static ResultOptions read(CommandSpec command) {
        return new ResultOptions(
                given(command, Changes.Effect.WORDS),
                given(command, Changes.Effect.FILES),
                RecordedOptions.of(command));
    }

    private static List<ResultOptions.Given> given(CommandSpec command, Changes.Effect effect) {
        List<ResultOptions.Given> given = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            Object value = option.getValue();
            if (has(option, effect) && value != null) {
                List<ResultOptions.Value> values = new ArrayList<>();
                add(option, value, values);
                given.add(new ResultOptions.Given(option.longestName(), values));
            }
        }
        return given;
    }

    private static void add(OptionSpec option, Object value, List<ResultOptions.Value> values) {
        if (value instanceof Collection<?> several) {
            several.forEach(one -> add(option, one, values));
        } else if (value instanceof Path file && Files.isRegularFile(file)) {
            values.add(new ResultOptions.Content(file));
        } else if (value instanceof String text && text.startsWith("@") && readsFiles(option)) {
            values.add(new ResultOptions.Content(FileName.path(text.substring(1))));
        } else {
            values.add(new ResultOptions.Text(String.valueOf(value)));
        }
    }

    /** Returns whether "@FILE" stands for the text in a file; for other options it is a text like any other. */
    private static boolean readsFiles(OptionSpec option) {
        return option.longestName().equals(LanguageOptions.CONTEXT);
    }
}
