package qasr.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parsed answer of the model for one chunk: language and text.
 *
 * @param language the language name from the model, first letter in upper case; "" if there is none. It is not checked
 *     and may be no language
 * @param text the words; "" if there are none
 */
public record AsrOutput(String language, String text) {
    /** The tag between the language and the text. */
    private static final String TEXT_TAG = "<asr_text>";

    private static final String LANGUAGE_PREFIX = "language ";
    private static final String NO_LANGUAGE = "None";

    /** A header inside of the text: the tag, and the word after "language" if that stands before it. */
    private static final Pattern HEADER =
            Pattern.compile("(?:language\\s+(\\p{L}+)\\s*)?" + TEXT_TAG, Pattern.CASE_INSENSITIVE);

    private static final AsrOutput NOTHING = new AsrOutput("", "");

    /** Returns whether the text has words. */
    public boolean isSpeech() {
        return !text.isEmpty();
    }

    /**
     * Parses the decoded tokens {@code raw} of an answer with a detected language: {@code language
     * English<asr_text>Hello.}
     */
    public static AsrOutput parse(String raw) {
        return parse(raw, Optional.empty());
    }

    /** Parses the decoded tokens {@code raw} of an answer with the forced {@code language}: they are the text alone. */
    public static AsrOutput parse(String raw, Language language) {
        return parse(raw, Optional.of(language));
    }

    /**
     * Returns the words in {@code raw}, the answer so far, for display during decoding.
     *
     * @param forced whether the language was forced; if not, the language comes first and is removed
     */
    public static String beginning(String raw, boolean forced) {
        int tag = raw.indexOf(TEXT_TAG);
        if (forced) {
            return withoutHeaders(PythonText.strip(raw));
        }
        return tag < 0 ? "" : withoutHeaders(PythonText.strip(raw.substring(tag + TEXT_TAG.length())));
    }

    /**
     * Returns this output without headers inside of the text. The published models sometimes begin their answer again in the
     * middle of it ({@code Good.language Japanese<asr_text>...}, k2-fsa/sherpa-onnx issue 3427), and the reference keeps the
     * header as if it had been said. The tag is a token of its own, which no speech has. A known language in a header before
     * the first word replaces the language of this output.
     */
    public AsrOutput withoutHeaders() {
        return text.contains(TEXT_TAG)
                ? new AsrOutput(leadingLanguage(text).orElse(language), withoutHeaders(text))
                : this;
    }

    /** Returns the last known language in headers that nothing stands before in {@code text}. */
    private static Optional<String> leadingLanguage(String text) {
        Optional<String> language = Optional.empty();
        Matcher header = HEADER.matcher(text);
        int from = 0;
        while (header.find()
                && PythonText.strip(text.substring(from, header.start())).isEmpty()) {
            String name = header.group(1);
            Optional<String> known = name == null ? Optional.empty() : known(name);
            if (name != null && known.isEmpty() && !name.equalsIgnoreCase(NO_LANGUAGE)) {
                break; // a word
            }
            language = known.isPresent() ? known : language;
            from = header.end();
        }
        return language;
    }

    private static Optional<String> known(String name) {
        return Language.ALL.stream()
                .map(Language::name)
                .filter(known -> known.equalsIgnoreCase(name))
                .findFirst();
    }

    private static String withoutHeaders(String text) {
        TextJoiner joiner = new TextJoiner();
        StringBuilder words = new StringBuilder();
        Matcher header = HEADER.matcher(text);
        int from = 0;
        while (header.find()) {
            String name = header.group(1);
            boolean named = name != null
                    && (name.equalsIgnoreCase(NO_LANGUAGE) || known(name).isPresent());
            int end = named || name == null ? header.start() : header.end() - TEXT_TAG.length();
            words.append(joiner.append(PythonText.strip(text.substring(from, end))));
            from = header.end();
        }
        return words.append(joiner.append(PythonText.strip(text.substring(from))))
                .toString();
    }

    /**
     * Returns this output with the reference's clean-up of the text: a pattern repeated twenty times or more is kept
     * once. This hides loops and may shorten laughter, so the caller must record it.
     */
    public AsrOutput cleaned() {
        return new AsrOutput(language, PythonText.strip(Repetition.clean(text)));
    }

    private static AsrOutput parse(String raw, Optional<Language> forced) {
        String text = PythonText.strip(raw);
        if (text.isEmpty()) {
            return NOTHING;
        }
        if (forced.isPresent()) {
            return new AsrOutput(forced.get().name(), text);
        }
        int tag = text.indexOf(TEXT_TAG);
        if (tag < 0) {
            return new AsrOutput("", text);
        }
        return new AsrOutput(
                language(text.substring(0, tag)), PythonText.strip(text.substring(tag + TEXT_TAG.length())));
    }

    /** Returns the language in the text before the tag: from the first line that begins with "language ". */
    private static String language(String meta) {
        if (meta.toLowerCase(Locale.ROOT).contains("language none")) {
            return "";
        }
        return PythonText.lines(meta).stream()
                .map(PythonText::strip)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(LANGUAGE_PREFIX))
                .findFirst()
                .map(line -> Language.normalise(line.substring(LANGUAGE_PREFIX.length())))
                .orElse("");
    }
}
