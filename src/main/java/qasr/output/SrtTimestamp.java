package qasr.output;

import java.util.Locale;

/** Formats times in SubRip syntax. */
final class SrtTimestamp {
    private SrtTimestamp() {}

    /** Returns {@code millis} as hours, minutes, seconds and, after a comma, thousandths: {@code 01:02:03,456}. */
    static String of(long millis) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d,%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                millis % 1000);
    }
}
