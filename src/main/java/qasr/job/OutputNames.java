package qasr.job;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import qasr.batch.FileName;
import qasr.batch.NameTemplate;
import qasr.output.Format;
import qasr.text.Language;

/**
 * Names the files of an output folder so that no two inputs share one. If an input is the only one with its stem in its
 * folder, the name is its stem (talk.m4a: talk). If not, the name is its whole name (a.m4a and a.wav: a.m4a, a.wav). If
 * that is taken as well (the same name in two folders), the later ones get a number (rec.m4a, rec.m4a-2). Names are
 * compared as the most forgetful file systems do: without case, composed. The inputs of other shards count too.
 *
 * <p>Under a watch, recordings come one by one, so a name is given before the next recording of this name comes. A name that
 * an output has already is kept ({@link GivenNames}), and the rule above names the others.
 */
public final class OutputNames {
    /** The placeholder for the language in a name until the language is detected. */
    static final String LANGUAGE_TO_COME = "{lang}";

    private static final Pattern NUMBER = Pattern.compile("-([1-9][0-9]{0,5})(?![0-9])");

    private final Destination.Naming naming;
    private final List<Input> inputs;
    private final List<String> languages;
    private final List<NameTemplate.Values> values = new ArrayList<>();
    private final BitSet news = new BitSet();

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
        List<Optional<NameTemplate.Values>> kept = kept(all, free);
        int next = 0;
        for (int i = 0; i < all.size(); i++) {
            Input input = all.get(i);
            boolean isLone = stems.get(key(own(input))) == 1;
            NameTemplate.Values name = kept.get(i).orElseGet(() -> free(input, isLone, free));
            if (next < this.inputs.size() && input.equals(this.inputs.get(next))) { // in the same order
                values.add(name);
                news.set(next, kept.get(i).isEmpty());
                next++;
            }
        }
    }

    private NameTemplate.Values free(Input input, boolean isLone, FreeNames free) {
        NameTemplate.Values wanted = isLone ? own(input) : called(input, input.fileName());
        return numbered(input, wanted, free.take(n -> keys(numbered(input, wanted, n))));
    }

    /** Takes the names that the outputs of inputs have, before any other. */
    private List<Optional<NameTemplate.Values>> kept(List<Input> all, FreeNames free) {
        List<Optional<NameTemplate.Values>> kept = new ArrayList<>();
        for (Input input : all) {
            Set<String> paths = naming.given().of(input);
            kept.add(possible(input, paths)
                    .filter(name -> isOneOf(paths, name) && free.takeAll(keys(name)))
                    .findFirst());
        }
        return kept;
    }

    /** Returns the names that an input may have got, if its outputs have these paths. */
    private Stream<NameTemplate.Values> possible(Input input, Set<String> paths) {
        if (paths.isEmpty()) {
            return Stream.empty();
        }
        List<Integer> numbers = paths.stream()
                .flatMap(path -> NUMBER.matcher(path).results())
                .map(found -> Integer.valueOf(found.group(1)))
                .distinct()
                .sorted()
                .toList();
        return Stream.of(own(input), called(input, input.fileName()))
                .flatMap(name -> Stream.concat(Stream.of(1), numbers.stream()).map(n -> numbered(input, name, n)));
    }

    /** The formats of an earlier run may have been others. */
    private boolean isOneOf(Set<String> paths, NameTemplate.Values name) {
        return languages.stream()
                .anyMatch(language -> Stream.of(Format.values())
                        .anyMatch(
                                format -> paths.contains(FileName.shown(filled(name, format.extension(), language)))));
    }

    /** Returns the default names of the outputs of {@code inputs}. */
    public static OutputNames of(List<Input> inputs) {
        return new OutputNames(inputs, new Destination.Naming(NameTemplate.DEFAULT, ""));
    }

    /** Returns the default names of the outputs of one shard, which differ from those of all others. */
    public static OutputNames of(Division division) {
        return new OutputNames(
                division.own(), new Destination.Naming(NameTemplate.DEFAULT, "", division.all(), division.given()));
    }

    /** Returns the path, below the output folder, of an input's output without a detected language. */
    public String path(int index, String extension) {
        return path(index, extension, "");
    }

    /** Returns the path of an input's output below the folder; a language that was given holds for all. */
    String path(int index, String extension, String found) {
        return filled(values.get(index), extension, found);
    }

    private String filled(NameTemplate.Values name, String extension, String found) {
        String language = name.language().isEmpty() ? found : name.language();
        return naming.template()
                .fill(new NameTemplate.Values(name.folder(), name.stem(), name.name(), language, extension));
    }

    /** Returns the languages that may turn out to be in a name; "" alone if none does. */
    List<String> languages() {
        return languages;
    }

    /** Tells whether an input's own name was taken, which is not known from an earlier run. */
    boolean isUnusual(int index) {
        return news.get(index) && !values.get(index).equals(own(inputs.get(index)));
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
