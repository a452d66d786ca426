package qasr.text;

import java.util.Locale;
import java.util.Optional;

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
        if (tag >= 0) {
            return PythonText.strip(raw.substring(tag + TEXT_TAG.length()));
        }
        return forced ? PythonText.strip(raw) : "";
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
