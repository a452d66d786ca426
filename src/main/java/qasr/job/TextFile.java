package qasr.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import qasr.batch.FileName;

/** Tells text files from recordings by their first bytes. */
public final class TextFile {
    private static final int LOOKED_AT = 4096;
    private static final int LONGEST_CHARACTER = 4;

    private TextFile() {}

    /** Tells whether {@code file} begins as text in UTF-8, or in UTF-16 with its mark; an empty file is none. */
    static boolean is(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return is(in.readNBytes(LOOKED_AT));
        } catch (IOException e) {
            return false; // opening it reports what is wrong
        }
    }

    /** Tells the same of a file's first bytes. */
    public static boolean is(byte[] start) {
        if (start.length == 0) {
            return false;
        }
        if (start.length > 1 && start[0] == -1 && start[1] == -2) {
            return isPrintable(new String(start, StandardCharsets.UTF_16));
        }
        String text = FileName.decode(start);
        // The last character may have been cut.
        String whole = start.length < LOOKED_AT ? text : text.substring(0, text.length() - LONGEST_CHARACTER);
        return !FileName.hasBytes(whole) && isPrintable(whole);
    }

    private static boolean isPrintable(String text) {
        return text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c) && c != '\u001B');
    }
}
