package qasr.train;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a line of a sound package's text file into the words that the voice says.
 *
 * <p>The files were written for people: notes in brackets, dots where a sentence goes on in the next recording, figures that
 * are read out as words, symbols. A line that stays doubtful is dropped.
 */
final class PromptText {
    private static final Pattern NOTE = Pattern.compile("\\[[^\\]]*\\]|\\([^)]*\\)|<[^>]*>");
    private static final Pattern FIGURE = Pattern.compile("(?<![\\p{L}\\p{N}])\\p{N}+(?![\\p{L}\\p{N}])");
    private static final Pattern UNSPEAKABLE =
            Pattern.compile("[\\p{N}*#/=@$&_|~<>+%^\\\\?]{2,}|[\\p{N}*#/=@$&_|~<>+%^\\\\]");
    private static final Pattern BEEP =
            Pattern.compile("(.*/)?(beep.*|.*-?2tone|silence/.*|confbridge-(join|leave)|tt-monkeys)");

    private static final Map<String, List<String>> FIGURES = Map.of(
            "English", List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            "Spanish", List.of("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
            "French", List.of("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
            "Italian", List.of("zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"),
            "Russian", List.of("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"));

    private static final Map<String, String> FIVE_HUNDRED = Map.of(
            "English", "five hundred",
            "Spanish", "quinientos",
            "French", "cinq cents",
            "Italian", "cinquecento",
            "Russian", "пятьсот");

    private PromptText() {}

    /** Returns the words of the line {@code text} for the recording {@code name}, or nothing if they are not certain. */
    static Optional<String> clean(String language, String name, String text) {
        if (BEEP.matcher(name).matches()) {
            return Optional.empty();
        }
        String words = text.startsWith(name + ":") ? text.substring(name.length() + 1) : text;
        words = NOTE.matcher(words).replaceAll(" ");
        words = words.replaceAll("[“”«»\"„]", " ")
                .replace('’', '\'')
                .replace('…', '.')
                .replaceAll("\\s[-–—]+\\s", ", ");
        words = words.replace(" / ", ", ").replaceAll("\\.{2,}", ".").replaceAll(",\\s*,", ",");
        if (language.equals("Italian")) {
            words = lostLetters(words);
        }
        if (language.equals("Spanish")) {
            words = SpanishAccents.restore(words);
        }
        words = FIGURE.matcher(words).replaceAll(match -> Matcher.quoteReplacement(spoken(language, match.group())));
        words = words.replaceAll("\\s+([.,;:!?])", "$1").replaceAll("\\s+", " ");
        words = words.replaceAll("^[\\s.,;:]+", "")
                .replaceAll("[\\s.,;:]*\\.$", ".")
                .strip();
        boolean continues = text.strip().endsWith("...")
                || text.strip().endsWith("…")
                || text.strip().endsWith("...\"");
        if (continues) {
            words = words.replaceAll("[\\s.,;:]+$", "");
        }
        if (words.isEmpty() || UNSPEAKABLE.matcher(words).find()) {
            return Optional.empty();
        }
        return Optional.of(Normalizer.normalize(words, Normalizer.Form.NFC));
    }

    /** Returns the text as error rates compare it: lower case, letters and figures only, words parted by one blank. */
    static String normalized(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return plain.replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ").strip();
    }

    /** Ten Italian lines have a question mark where their last conversion lost an accented letter. */
    private static String lostLetters(String words) {
        return words.replaceAll("\\bsar\\?", "sarà")
                .replaceAll("\\bpu\\?", "può")
                .replaceAll("\\bcos\\?", "così")
                .replaceAll("\\s\\?\\s", " è ");
    }

    private static String spoken(String language, String figures) {
        if (figures.equals("500")) {
            return FIVE_HUNDRED.get(language);
        }
        List<String> words = FIGURES.get(language);
        return figures.length() == 1 && words != null ? words.get(figures.charAt(0) - '0') : figures;
    }
}
