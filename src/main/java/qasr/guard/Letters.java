package qasr.guard;

import java.util.EnumMap;
import java.util.Map;
import qasr.text.Language;

/** The number of letters of each script in a text. */
final class Letters {
    /** The scripts of the model's languages. */
    enum Script {
        HAN,
        KANA,
        HANGUL,
        LATIN,
        CYRILLIC,
        GREEK,
        ARABIC,
        THAI,
        DEVANAGARI,
        OTHER
    }

    private final Map<Script, Integer> counts = new EnumMap<>(Script.class);
    private int all;

    private Letters() {}

    static Letters of(String text) {
        Letters letters = new Letters();
        text.codePoints().filter(Character::isLetter).forEach(letter -> {
            letters.counts.merge(script(letter), 1, Integer::sum);
            letters.all++;
        });
        return letters;
    }

    private static Script script(int letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN -> Script.HAN;
            case HIRAGANA, KATAKANA -> Script.KANA;
            case HANGUL -> Script.HANGUL;
            case LATIN -> Script.LATIN;
            case CYRILLIC -> Script.CYRILLIC;
            case GREEK -> Script.GREEK;
            case ARABIC -> Script.ARABIC;
            case THAI -> Script.THAI;
            case DEVANAGARI -> Script.DEVANAGARI;
            default -> Script.OTHER;
        };
    }

    int all() {
        return all;
    }

    int count(Script script) {
        return counts.getOrDefault(script, 0);
    }

    /** Returns the script with the most letters. */
    Script main() {
        Script most = Script.LATIN;
        for (Script script : Script.values()) {
            if (count(script) > count(most)) {
                most = script;
            }
        }
        return most;
    }

    /** Returns the number of letters in a script that {@code language} uses. */
    int fitting(Language language) {
        return switch (language.code()) {
            case "zh", "yue" -> count(Script.HAN);
            case "ja" -> count(Script.HAN) + count(Script.KANA);
            case "ko" -> count(Script.HANGUL);
            case "ru", "mk" -> count(Script.CYRILLIC);
            case "el" -> count(Script.GREEK);
            case "ar", "fa" -> count(Script.ARABIC);
            case "th" -> count(Script.THAI);
            case "hi" -> count(Script.DEVANAGARI);
            case "" -> all;
            default -> count(Script.LATIN);
        };
    }
}
