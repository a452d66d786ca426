package qasr.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
                        + nearest(text)
                                .map(name -> ": did you mean " + name + "?")
                                .orElse("");
        return problem + (problem.endsWith("?") ? " one of: " : ": one of: ") + all;
    }

    /** Returns the nearest name, if its edit distance is at most a third of its length. */
    private Optional<String> nearest(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return languages.stream()
                .map(Language::name)
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) * 3 <= name.length())
                .min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
    }

    /** Returns the Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
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
