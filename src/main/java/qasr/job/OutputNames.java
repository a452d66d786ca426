package qasr.job;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import qasr.batch.NameTemplate;
import qasr.text.Language;

/**
 * Names the files of an output folder so that no two inputs share one. If an input is the only one with its stem in its
 * folder, the name is its stem (talk.m4a: talk). If not, the name is its whole name (a.m4a and a.wav: a.m4a, a.wav). If
 * that is taken as well (the same name in two folders), the later ones get a number (rec.m4a, rec.m4a-2). Names are
 * compared as the most forgetful file systems do: without case, composed. The inputs of other shards count too.
 */
public final class OutputNames {
    /** The placeholder for the language in a name until the language is detected. */
    static final String LANGUAGE_TO_COME = "{lang}";

    private final Destination.Naming naming;
    private final List<Input> inputs;
    private final List<String> languages;
    private final List<NameTemplate.Values> values = new ArrayList<>();

    OutputNames(List<Input> inputs, Destination.Naming naming) {
        this.inputs = List.copyOf(inputs);
        List<Input> all = naming.around(this.inputs);
        this.naming = naming;
        this.languages = naming.template().namesLanguage() && naming.language().isEmpty()
                ? Stream.concat(Stream.of(""), Language.ALL.stream().map(Language::codeOrName))
                        .toList()
                : List.of("");
        Map<String, Long> stems =
                all.stream().collect(Collectors.groupingBy(input -> key(own(input)), Collectors.counting()));
        FreeNames free = new FreeNames();
        int next = 0;
        for (Input input : all) {
            NameTemplate.Values wanted = stems.get(key(own(input))) == 1 ? own(input) : called(input, input.fileName());
            int number = free.take(n -> keys(numbered(input, wanted, n)));
            if (next < this.inputs.size() && input.equals(this.inputs.get(next))) { // in the same order
                values.add(numbered(input, wanted, number));
                next++;
            }
        }
    }

    /** Returns the default names of the outputs of {@code inputs}. */
    public static OutputNames of(List<Input> inputs) {
        return new OutputNames(inputs, new Destination.Naming(NameTemplate.DEFAULT, ""));
    }

    /** Returns the default names of the outputs of one shard, which differ from those of all others. */
    public static OutputNames of(Division division) {
        return new OutputNames(division.own(), new Destination.Naming(NameTemplate.DEFAULT, "", division.all()));
    }

    /** Returns the path, below the output folder, of an input's output without a detected language. */
    public String path(int index, String extension) {
        return path(index, extension, "");
    }

    /** Returns the path of an input's output below the folder; a language that was given holds for all. */
    String path(int index, String extension, String found) {
        NameTemplate.Values own = values.get(index);
        String language = own.language().isEmpty() ? found : own.language();
        return naming.template()
                .fill(new NameTemplate.Values(own.folder(), own.stem(), own.name(), language, extension));
    }

    /** Returns the languages that may turn out to be in a name; "" alone if none does. */
    List<String> languages() {
        return languages;
    }

    /** Tells whether an input's own name was taken. */
    boolean isUnusual(int index) {
        return !values.get(index).equals(own(inputs.get(index)));
    }

    private NameTemplate.Values own(Input input) {
        return new NameTemplate.Values(input.folder(), input.stem(), input.fileName(), naming.language(), "");
    }

    private NameTemplate.Values called(Input input, String name) {
        return new NameTemplate.Values(input.folder(), name, name, naming.language(), "");
    }

    private NameTemplate.Values numbered(Input input, NameTemplate.Values wanted, int number) {
        return number == 1 ? wanted : called(input, wanted.stem() + "-" + number);
    }

    /** Returns the names that the output may get, for any language. */
    private List<String> keys(NameTemplate.Values of) {
        return languages.stream()
                .map(found -> key(new NameTemplate.Values(
                        of.folder(), of.stem(), of.name(), found.isEmpty() ? of.language() : found, of.extension())))
                .toList();
    }

    private String key(NameTemplate.Values values) {
        return Normalizer.normalize(naming.template().fill(values), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
    }
}
