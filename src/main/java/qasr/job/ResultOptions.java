package qasr.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import qasr.batch.Digests;
import qasr.transcript.OptionValue;

/**
 * The options that results depend on, as the command line set them.
 *
 * @param words the options that change the words, without the model, which counts by its content
 * @param files the options that change the files only
 * @param recorded those that results name, so that a run can be repeated, by their names in JSON
 */
public record ResultOptions(List<Given> words, List<Given> files, SortedMap<String, OptionValue> recorded) {
    public ResultOptions {
        words = List.copyOf(words);
        files = List.copyOf(files);
        recorded = Collections.unmodifiableSortedMap(new TreeMap<>(recorded));
    }

    /**
     * An option with its values.
     *
     * @param name its longest
     */
    public record Given(String name, List<Value> values) {
        public Given {
            values = List.copyOf(values);
        }
    }

    /** A value of an option. */
    public sealed interface Value permits Text, Content {}

    /** A value that was typed, set or taken by default. */
    public record Text(String text) implements Value {}

    /** The content of a named file. */
    public record Content(Path file) implements Value {}

    /**
     * Returns {@code options} as texts, of which equal ones are the same options: names and values, files by their sums.
     *
     * @throws IOException if a file cannot be read
     */
    public static List<String> texts(List<Given> options) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Given option : options) {
            texts.add(option.name());
            for (Value value : option.values()) {
                texts.add(value instanceof Content content ? Digests.ofFile(content.file()) : ((Text) value).text());
            }
        }
        return texts;
    }
}
