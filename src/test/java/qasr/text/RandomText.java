package qasr.text;

import java.util.List;
import java.util.Random;

/** Text of ten scripts, with the blanks, marks, digits, emoji and tags that make tokenizers disagree. */
final class RandomText {
    /** First and last code point of a stretch of letters and marks, one script per row. */
    private static final int[][] SCRIPTS = {
        {0x41, 0x7a}, // Latin, with [ \ ] ^ _ ` between the cases
        {0xc0, 0x17f}, // Latin with diacritics
        {0x391, 0x3c9}, // Greek
        {0x410, 0x44f}, // Cyrillic
        {0x5d0, 0x5ea}, // Hebrew
        {0x621, 0x652}, // Arabic with vowel marks
        {0x904, 0x94d}, // Devanagari with vowel signs
        {0xe01, 0xe4d}, // Thai
        {0x3041, 0x30fa}, // Hiragana and Katakana
        {0x4e00, 0x9fa5}, // Han
        {0xac00, 0xd7a3}, // Hangul
        {0x1100, 0x11f9}, // conjoining jamo, which NFC composes
    };

    private static final List<String> BETWEEN = List.of(
            " ",
            " ",
            " ",
            "  ",
            "   ",
            "\n",
            "\r\n",
            "\n\n",
            "\t",
            "\u00a0",
            "\u3000",
            "\u2028",
            "\u200d",
            "\ufeff",
            "\u0085",
            " \n ",
            ", ",
            ".",
            "。",
            "，",
            "、",
            "?!",
            "...",
            "-",
            "'",
            "'s",
            "'LL",
            "n't",
            "'d",
            " \"",
            "()",
            "\u0301",
            "\u0308\u0323",
            "\u093c",
            "\ud83d\udc69\u200d\ud83d\udcbb",
            "\ud83c\uddeb\ud83c\uddf7",
            "\ud83d\ude00",
            "€",
            "½",
            "Ⅷ",
            "²",
            "٣",
            "१",
            "0",
            "42",
            "1,234.5",
            "<",
            "|>",
            "<asr_text>",
            "<|im_end|>",
            "<|im_",
            "\u0000",
            "\ud840\udc0b",
            "ﬁ",
            "Å",
            "\u212b");

    private RandomText() {}

    static String next(Random random) {
        StringBuilder text = new StringBuilder();
        int[] script = SCRIPTS[random.nextInt(SCRIPTS.length)];
        int words = 1 + random.nextInt(8);
        for (int i = 0; i < words; i++) {
            if (random.nextInt(6) == 0) {
                script = SCRIPTS[random.nextInt(SCRIPTS.length)];
            }
            int letters = random.nextInt(7);
            for (int k = 0; k < letters; k++) {
                text.appendCodePoint(assigned(random, script));
            }
            text.append(BETWEEN.get(random.nextInt(BETWEEN.size())));
            if (random.nextInt(8) == 0) {
                text.append(SmallVocabulary.SENTENCES.get(random.nextInt(SmallVocabulary.SENTENCES.size())));
            }
        }
        return text.toString();
    }

    /** Unicode versions differ between libraries in what a code point nobody uses yet is. */
    private static int assigned(Random random, int[] script) {
        while (true) {
            int codePoint = script[0] + random.nextInt(script[1] - script[0] + 1);
            if (Character.isDefined(codePoint)) {
                return codePoint;
            }
        }
    }
}
