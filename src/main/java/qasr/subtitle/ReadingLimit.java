package qasr.subtitle;

/**
 * The width and the reading speed that suit one language.
 *
 * <p>Sources: Netflix's Timed Text Style Guides. General Requirements (article 215758617) and the guide of each
 * language, as SubtitleEdit checked them again in its pull request 13347. Chinese (215986007) and Korean (216001127): 16
 * full-width characters. Japanese (215767517, section I.5, as of December 2025): 13 full-width characters in a
 * horizontal line, 16 for SDH; a half-width character, blanks and punctuation included, counts half. Thai (220448308):
 * 35, without marks above and below. All others: 42.
 *
 * @param cell the columns of one character of this language: 2 where the width is in full-width characters, or 1
 * @param characters the width of a line in characters
 * @param speed the most characters per second; infinite without a limit
 */
record ReadingLimit(int cell, int characters, double speed) {
    private static final int UNLIMITED = Integer.MAX_VALUE / 8;
    private static final int LATIN = 42;
    private static final int THAI = 35;
    private static final int FULL_WIDTH = 16;
    private static final int JAPANESE = 13;
    private static final int BBC = 37;
    /** 180 words per minute, of six characters with the blank. */
    private static final double BBC_SPEED = 18;

    static ReadingLimit of(CueRules rules, String language) {
        boolean cells = isWide(language);
        int characters = rules.width().orElse(characters(rules.profile(), language));
        double speed = rules.speed().orElse(speed(rules.profile(), language));
        return new ReadingLimit(cells ? Cells.FULL_WIDTH : 1, characters, speed);
    }

    /** Returns whether the width of this language is counted in full-width characters. */
    static boolean isWide(String language) {
        return switch (language) {
            case "zh", "yue", "ja", "ko" -> true;
            default -> false;
        };
    }

    /** Returns the width of a line in columns. */
    int columns() {
        return (int) Math.min(UNLIMITED, (long) cell * characters);
    }

    /** Returns the reading speed of {@code columns} shown for {@code millis}, in characters per second. */
    double speed(int columns, long millis) {
        return millis <= 0 ? Double.POSITIVE_INFINITY : columns * 1000.0 / cell / millis;
    }

    /** Returns how long {@code columns} must be shown to be read, in milliseconds. */
    long millis(int columns) {
        return Double.isInfinite(speed) ? 0 : (long) Math.ceil(columns * 1000.0 / cell / speed);
    }

    private static int characters(SubtitleProfile profile, String language) {
        if (profile == SubtitleProfile.NONE) {
            return UNLIMITED;
        }
        return switch (language) {
            case "zh", "yue", "ko" -> FULL_WIDTH;
            case "ja" -> profile == SubtitleProfile.NETFLIX ? JAPANESE : FULL_WIDTH;
            case "th" -> THAI;
            default -> profile == SubtitleProfile.BBC ? BBC : LATIN;
        };
    }

    private static double speed(SubtitleProfile profile, String language) {
        return switch (profile) {
            case NONE -> Double.POSITIVE_INFINITY;
            case NETFLIX ->
                switch (language) {
                    case "en", "ar" -> 20;
                    case "zh", "yue" -> 9;
                    case "ko" -> 12;
                    case "ja" -> 4;
                    case "hi" -> 22;
                    default -> 17;
                };
            case BBC -> isWide(language) ? speed(SubtitleProfile.AUTO, language) : BBC_SPEED;
            case AUTO ->
                switch (language) {
                    case "zh", "yue" -> 11;
                    case "ko" -> 14;
                    case "ja" -> 7;
                    case "ar" -> 23;
                    case "hi" -> 25;
                    default -> 20;
                };
        };
    }
}
