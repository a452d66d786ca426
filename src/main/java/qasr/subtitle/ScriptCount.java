package qasr.subtitle;

/**
 * The widths and scripts of a text, which tell the language whose limits apply to a subtitle.
 *
 * @param columns the width of the text
 * @param wide the width of its full-width characters
 */
record ScriptCount(int columns, int wide, int han, int kana, int hangul, int thai, int arabic, int devanagari) {
    static final ScriptCount NONE = new ScriptCount(0, 0, 0, 0, 0, 0, 0, 0);

    static ScriptCount of(String text) {
        int columns = 0;
        int wide = 0;
        for (int each : Cells.ofEach(text)) {
            columns += each;
            wide += each == Cells.FULL_WIDTH ? each : 0;
        }
        return of(text, columns, wide);
    }

    /** Counts the letters of {@code text}, whose widths are known. */
    static ScriptCount of(String text, int columns, int wide) {
        int[] letters = new int[6];
        text.codePoints().filter(Character::isLetter).forEach(point -> {
            int kind = kind(point);
            if (kind >= 0) {
                letters[kind]++;
            }
        });
        return new ScriptCount(columns, wide, letters[0], letters[1], letters[2], letters[3], letters[4], letters[5]);
    }

    private static int kind(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, BOPOMOFO -> 0;
            case HIRAGANA, KATAKANA -> 1;
            case HANGUL -> 2;
            case THAI -> 3;
            case ARABIC -> 4;
            case DEVANAGARI -> 5;
            default -> -1;
        };
    }

    ScriptCount plus(ScriptCount other) {
        return new ScriptCount(
                columns + other.columns,
                wide + other.wide,
                han + other.han,
                kana + other.kana,
                hangul + other.hangul,
                thai + other.thai,
                arabic + other.arabic,
                devanagari + other.devanagari);
    }

    ScriptCount minus(ScriptCount other) {
        return new ScriptCount(
                columns - other.columns,
                wide - other.wide,
                han - other.han,
                kana - other.kana,
                hangul - other.hangul,
                thai - other.thai,
                arabic - other.arabic,
                devanagari - other.devanagari);
    }

    /**
     * Returns the code of the language whose limits apply. A text of mostly full-width characters has those of a
     * language that is written in them, even if it is said to be in another one.
     *
     * @param said the code of the language that the text is said to be in, or ""
     */
    String language(String said) {
        if (2 * wide >= columns && wide > 0) {
            return wideLanguage(said);
        }
        int many = Math.max(1, columns / 4);
        if (thai >= many) {
            return "th";
        }
        if (!said.isEmpty() && !ReadingLimit.isWide(said) && !said.equals("th")) {
            return said;
        }
        return arabic >= many ? "ar" : devanagari >= many ? "hi" : "";
    }

    private String wideLanguage(String said) {
        if (hangul > han + kana) {
            return "ko";
        }
        if (said.equals("zh") || said.equals("yue") || said.equals("ja")) {
            return said;
        }
        return kana > 0 ? "ja" : "zh";
    }
}
