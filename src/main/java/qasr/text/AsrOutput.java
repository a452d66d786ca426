package qasr.text;

import java.util.Locale;
import java.util.Optional;

/**
 * What the model said about one chunk.
 *
 * @param language the name it gave, its first letter upper case; "" where it gave none. Not checked: a model may say
 *     a name that is no language
 * @param text the words; "" where it heard none
 */
public record AsrOutput(String language, String text) {
    /** What stands between the language and the text. */
    private static final String TEXT_TAG = "<asr_text>";

    private static final String LANGUAGE_PREFIX = "language ";
    private static final AsrOutput NOTHING = new AsrOutput("", "");

    /** Returns whether there are words. */
    public boolean isSpeech() {
        return !text.isEmpty();
    }

    /**
     * Returns what the decoded tokens {@code raw} mean where the model chose the language itself:
     * {@code language English<asr_text>Hello.}
     */
    public static AsrOutput parse(String raw) {
        return parse(raw, Optional.empty());
    }

    /** Returns what the decoded tokens {@code raw} mean where {@code language} was forced: they are the text alone. */
    public static AsrOutput parse(String raw, Language language) {
        return parse(raw, Optional.of(language));
    }

    /**
     * Returns the words in {@code raw}, the beginning of what the model says, to show while it goes on.
     *
     * @param forced whether the language was forced; otherwise it comes first and is left out
     */
    public static String beginning(String raw, boolean forced) {
        int tag = raw.indexOf(TEXT_TAG);
        if (tag >= 0) {
            return PythonText.strip(raw.substring(tag + TEXT_TAG.length()));
        }
        return forced ? PythonText.strip(raw) : "";
    }

    /**
     * Returns this with its text as the reference would show it: what stands twenty times and more in a row is there once.
     * That hides a loop and may shorten laughter, so that whoever shows it says so.
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

    /** Returns the language that what stands before the tag names: the first line that begins with "language ". */
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
