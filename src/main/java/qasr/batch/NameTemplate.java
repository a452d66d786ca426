package qasr.batch;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pattern of output file names, such as <code>{dir}/{stem}{.lang}.{ext}</code>.
 *
 * @param pattern the words in braces stand for: {@code dir} the folder below the one that was named, {@code stem} the
 *     recording's name without extension, {@code name} with it, {@code ext} the format's extension, {@code lang} the code
 *     of the language that was given or heard most, {@code .lang} the same after a dot; no language, nothing;
 *     doubled braces stand for braces
 */
public record NameTemplate(String pattern) {
    private static final Pattern WORD = Pattern.compile("\\{\\{|\\}\\}|\\{([^{}]*)\\}");
    private static final Set<String> WORDS = new TreeSet<>(Set.of("dir", "stem", "name", "ext", "lang", ".lang"));

    /** The default template. It needs the constants above. */
    public static final NameTemplate DEFAULT = new NameTemplate("{dir}/{stem}.{ext}");

    /**
     * The values that replace the words in braces.
     *
     * @param folder with slashes, "" for none
     * @param stem what distinguishes the recording, its stem or, where that is taken, more
     * @param name the recording's name
     * @param language a code, "" for none
     * @param extension without dot
     */
    public record Values(String folder, String stem, String name, String language, String extension) {}

    public NameTemplate {
        Matcher words = WORD.matcher(pattern);
        while (words.find()) {
            if (words.group(1) != null && !WORDS.contains(words.group(1))) {
                throw new IllegalArgumentException(
                        "'{" + words.group(1) + "}' is not one of {" + String.join("}, {", WORDS) + "}");
            }
        }
        if (pattern.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("'" + pattern + "' has a control character");
        }
        if (pattern.startsWith("/") || ("/" + pattern + "/").contains("/../")) {
            throw new IllegalArgumentException("'" + pattern + "' leads out of the output folder");
        }
    }

    /** Returns the pattern of the one name {@code name}. */
    public static String literal(String name) {
        return name.replace("{", "{{").replace("}", "}}");
    }

    /** Tells whether formats get names of their own. */
    public boolean distinguishesFormats() {
        return has("ext");
    }

    /** Tells whether recordings get names of their own. */
    public boolean distinguishesRecordings() {
        return has("stem", "name");
    }

    /** Tells whether a name depends on the language. */
    public boolean namesLanguage() {
        return has("lang", ".lang");
    }

    private boolean has(String... words) {
        return WORD.matcher(pattern)
                .results()
                .map(word -> word.group(1))
                .filter(Objects::nonNull)
                .anyMatch(Arrays.asList(words)::contains);
    }

    /** Returns the path below the output folder, with slashes. */
    public String fill(Values values) {
        String filled = WORD.matcher(pattern).replaceAll(word -> Matcher.quoteReplacement(value(word.group(), values)));
        // A recording may be named "...wav"; its stem must not become a folder.
        return filled.replaceAll("/{2,}", "/").replaceFirst("^/", "").replaceAll("(?<=^|/)\\.{1,2}(?=/|$)", "_");
    }

    private static String value(String word, Values values) {
        return switch (word) {
            case "{{" -> "{";
            case "}}" -> "}";
            case "{dir}" -> values.folder();
            case "{stem}" -> values.stem();
            case "{name}" -> values.name();
            case "{ext}" -> values.extension();
            case "{lang}" -> values.language();
            default -> values.language().isEmpty() ? "" : "." + values.language();
        };
    }
}
