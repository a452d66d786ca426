package qasr.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A language, by the model's name for it.
 *
 * @param name the English name that the model uses, such as "Cantonese"
 * @param code the ISO 639 code, such as "yue"; "" for a name that is none of {@link #ALL}
 */
public record Language(String name, String code) {
    /** The 30 languages of Qwen3-ASR, in the reference's order. */
    public static final List<Language> ALL = List.of(
            new Language("Chinese", "zh"),
            new Language("English", "en"),
            new Language("Cantonese", "yue"),
            new Language("Arabic", "ar"),
            new Language("German", "de"),
            new Language("French", "fr"),
            new Language("Spanish", "es"),
            new Language("Portuguese", "pt"),
            new Language("Indonesian", "id"),
            new Language("Italian", "it"),
            new Language("Korean", "ko"),
            new Language("Russian", "ru"),
            new Language("Thai", "th"),
            new Language("Vietnamese", "vi"),
            new Language("Japanese", "ja"),
            new Language("Turkish", "tr"),
            new Language("Hindi", "hi"),
            new Language("Malay", "ms"),
            new Language("Dutch", "nl"),
            new Language("Swedish", "sv"),
            new Language("Danish", "da"),
            new Language("Finnish", "fi"),
            new Language("Polish", "pl"),
            new Language("Czech", "cs"),
            new Language("Filipino", "fil"),
            new Language("Persian", "fa"),
            new Language("Greek", "el"),
            new Language("Romanian", "ro"),
            new Language("Hungarian", "hu"),
            new Language("Macedonian", "mk"));

    /**
     * Returns the language {@code name}, in any case and with blanks around it. If {@link #ALL} does not have it,
     * returns a language without a code, because the model's output is not checked.
     */
    public static Language named(String name) {
        String normalised = normalise(name);
        return ALL.stream()
                .filter(language -> language.name.equals(normalised))
                .findFirst()
                .orElseGet(() -> new Language(normalised, ""));
    }

    /** Returns the language of {@code languages} whose name or code is {@code text}, in any case. */
    static Optional<Language> find(String text, List<Language> languages) {
        String wanted = PythonText.strip(text);
        return languages.stream()
                .filter(language -> language.name.equalsIgnoreCase(wanted)
                        || (!wanted.isEmpty() && language.code.equalsIgnoreCase(wanted)))
                .findFirst();
    }

    /** Returns {@code name} without blanks around it, its first letter upper case and the others lower: "Chinese". */
    static String normalise(String name) {
        String stripped = PythonText.strip(name);
        if (stripped.isEmpty()) {
            return "";
        }
        int first = stripped.offsetByCodePoints(0, 1);
        return stripped.substring(0, first).toUpperCase(Locale.ROOT)
                + stripped.substring(first).toLowerCase(Locale.ROOT);
    }

    /** Returns the code, or the name if there is no code, for machine-readable results. */
    public String codeOrName() {
        return code.isEmpty() ? name : code;
    }
}
