package qasr.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The times of weight files whose checksum was computed because their time had changed, beside the caches of these
 * weights. Without them, each start would read gigabytes again.
 */
final class WeightTimes {
    static final String NAME = "qasr-times.packed";
    private static final String FORMAT = "qasr packed times 1";

    private WeightTimes() {}

    /** Tells whether {@code folder} has {@code line}: time, length, checksum and name of a file. */
    static boolean has(Path folder, String line) {
        return lines(folder).contains(line);
    }

    /** Adds {@code line} in place of older lines about the file {@code name}; without effect if this is impossible. */
    static void keep(Path folder, String line, String name) {
        List<String> lines = new ArrayList<>(lines(folder));
        lines.removeIf(other -> other.endsWith(" " + name));
        lines.add(line);
        try {
            Draft.write(folder.resolve(NAME), FORMAT + "\n" + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            return; // the next start computes the checksum again
        }
    }

    private static List<String> lines(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(NAME));
            return !lines.isEmpty() && lines.get(0).equals(FORMAT) ? lines.subList(1, lines.size()) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
