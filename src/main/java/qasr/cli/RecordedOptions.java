package qasr.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import qasr.console.ConstantName;
import qasr.transcript.OptionValue;

/**
 * The options of a run as its results record them, so that a run can be repeated and {@code retry} goes on with them:
 * those that the words depend on, and how the files beside them look.
 */
final class RecordedOptions {
    private static final String LANGUAGE = "--language";
    /** The model, and what the files beside the JSON look like. */
    private static final Set<String> LAYOUT = Set.of(
            "--model",
            "--paragraphs",
            "--subtitle-profile",
            "--max-line-width",
            "--max-lines",
            "--max-cps",
            "--min-cue",
            "--max-cue",
            "--min-gap",
            "--highlight");

    private RecordedOptions() {}

    /** Returns their values by their names in JSON; what has no value is left out. */
    static SortedMap<String, OptionValue> of(CommandSpec command) {
        SortedMap<String, OptionValue> values = new TreeMap<>();
        for (OptionSpec option : command.options()) {
            Object value = option.getValue();
            if (isRecorded(option) && value != null && !"".equals(value)) {
                values.put(key(option), value(value));
            }
        }
        return values;
    }

    /**
     * Returns the options of {@code retry} that {@code transcribe} also has. The result itself records which segments
     * were retried.
     */
    static SortedMap<String, OptionValue> ofRetry(CommandSpec command) {
        SortedMap<String, OptionValue> values = of(command);
        values.remove("segments");
        values.keySet()
                .retainAll(CommandSpec.forAnnotatedObject(new TranscribeCommand()).options().stream()
                        .map(RecordedOptions::key)
                        .toList());
        return values;
    }

    /** Returns whether results record {@code option}; the language has its own key. */
    static boolean isRecorded(OptionSpec option) {
        String name = option.longestName();
        boolean words = OptionEffects.has(option, Changes.Effect.WORDS);
        return !option.hidden() && !name.equals(LANGUAGE) && (words || LAYOUT.contains(name));
    }

    /** Returns what an option is called in JSON: "no_guard" for {@code --no-guard}. */
    static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "").replace('-', '_');
    }

    private static OptionValue value(Object value) {
        if (value instanceof Collection<?> several) {
            List<String> texts = new ArrayList<>();
            several.forEach(one -> texts.add(text(one)));
            return OptionValue.of(texts);
        }
        return OptionValue.of(text(value));
    }

    private static String text(Object value) {
        return value instanceof Enum<?> constant ? ConstantName.of(constant.name()) : String.valueOf(value);
    }
}
