package qasr.hub;

import java.util.Locale;

/** Formats numbers of bytes for people, in powers of 1000. */
public final class ByteCount {
    private static final double STEP = 1000;

    private ByteCount() {}

    /** Returns "512 bytes", "3.1 kB", "4.7 MB" or "1.88 GB". */
    public static String of(long bytes) {
        if (bytes < STEP) {
            return bytes + " bytes";
        }
        if (bytes < STEP * STEP) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / STEP);
        }
        if (bytes < STEP * STEP * STEP) {
            return String.format(Locale.ROOT, "%.1f MB", bytes / (STEP * STEP));
        }
        return String.format(Locale.ROOT, "%.2f GB", bytes / (STEP * STEP * STEP));
    }
}
