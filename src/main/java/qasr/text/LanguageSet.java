package qasr.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The languages of a model, in the model's order. */
public final class LanguageSet {
    private final List<Language> languages;

    private LanguageSet(List<Language> languages) {
        this.languages = List.copyOf(languages);
    }

    /**
     * Returns the set of {@code names}, from {@code support_languages} in config.json; all 30 languages if it is empty.
     */
    public static LanguageSet of(List<String> names) {
        if (names.isEmpty()) {
            return new LanguageSet(Language.ALL);
        }
        return new LanguageSet(names.stream().map(Language::named).distinct().toList());
    }

    /** Returns the languages, in the model's order. */
    public List<Language> languages() {
        return languages;
    }

    /**
     * Returns the language for a name or ISO code from the user, in any case.
     *
     * @throws IllegalArgumentException if this set does not have the language; the message has the nearest name and the
     *     whole list
     */
    public Language request(String text) {
        return Language.find(text, languages).orElseThrow(() -> new IllegalArgumentException(unknown(text)));
    }

    private String unknown(String text) {
        String all = languages.stream()
                .map(language ->
                        language.code().isEmpty() ? language.name() : language.name() + " (" + language.code() + ")")
                .collect(Collectors.joining(", "));
        boolean known = Language.find(text, Language.ALL).isPresent();
        String problem = known
                ? "this model does not know the language '" + text + "'"
                : "unknown language '" + text + "'"
                        + Spelling.near(
                                        text,
                                        languages.stream().map(Language::name).toList())
                                .stream()
                                .findFirst()
                                .map(name -> ": did you mean " + name + "?")
                                .orElse("");
        return problem + (problem.endsWith("?") ? " one of: " : ": one of: ") + all;
    }

    /**
     * Returns the languages of a recording: the {@code names} of its chunks in order, without empty names and direct
     * repetitions.
     */
    public static List<String> merge(List<String> names) {
        List<String> merged = new ArrayList<>();
        for (String name : names) {
            if (!name.isEmpty()
                    && (merged.isEmpty() || !merged.get(merged.size() - 1).equals(name))) {
                merged.add(name);
            }
        }
        return merged;
    }
}
