package qasr.spark;

import java.util.List;
import qasr.batch.Digests;

/** Short sums for names of files. */
final class Sums {
    private static final int DIGITS = 24;

    private Sums() {}

    /** Returns 24 hexadecimal digits of the SHA-256 of {@code texts}, which are kept apart. */
    static String of(String... texts) {
        return Digests.ofTexts(List.of(texts)).substring(0, DIGITS);
    }
}
