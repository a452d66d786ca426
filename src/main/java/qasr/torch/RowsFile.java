package qasr.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A text file beside the packed weights with the best number of rows for matrices of certain sizes on this machine. Its
 * lines are the format, the processor, the matrices, and the number. The file name has a hash of all lines but the
 * last, so that machines may share a folder. The values of the weights do not matter.
 */
final class RowsFile {
    private static final String FORMAT = "qasr rows 1";
    private static final int MAX_ROWS = 64;

    private final List<Path> folders;
    private final List<String> found;
    private final String name;

    /**
     * Creates the file's description, for {@code folders}, the preferred one first.
     *
     * @param multiplied the matrices' sizes and precision, in one line
     */
    RowsFile(List<Path> folders, String multiplied) {
        this.folders = List.copyOf(folders);
        found = List.of(FORMAT, processor(), multiplied);
        CRC32C sum = new CRC32C();
        sum.update(String.join("\n", found).getBytes(StandardCharsets.UTF_8));
        name = String.format(Locale.ROOT, "qasr-rows-%08x.packed", sum.getValue());
    }

    /** Returns a description of this machine's processor, as far as the system gives one. */
    static String processor() {
        String architecture = System.getProperty("os.arch");
        int count = Runtime.getRuntime().availableProcessors();
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*?:\\s*", ""))
                    .findFirst()
                    .map(model -> count + " x " + model)
                    .orElse(count + " x " + architecture);
        } catch (IOException | UncheckedIOException e) {
            return count + " x " + architecture;
        }
    }

    /** Returns the number of rows from an earlier run. */
    OptionalInt find() {
        for (Path folder : folders) {
            try {
                List<String> lines = Files.readAllLines(folder.resolve(name));
                int last = lines.size() - 1;
                boolean ours = last == found.size() && lines.subList(0, last).equals(found);
                int rows = ours ? Integer.parseInt(lines.get(last)) : 0;
                if (rows >= 1 && rows <= MAX_ROWS) {
                    return OptionalInt.of(rows);
                }
            } catch (IOException | NumberFormatException e) {
                // The number is measured again, as if there were no file.
            }
        }
        return OptionalInt.empty();
    }

    /** Returns whether {@link #keep} may succeed. */
    boolean canBeKept() {
        return folders.stream().anyMatch(Files::isWritable);
    }

    /** Writes {@code rows} for later runs, if a folder is writable. */
    void keep(int rows) {
        String text = String.join("\n", found) + "\n" + rows + "\n";
        for (Path folder : folders) {
            try {
                Draft.removeAbandoned(folder);
                Draft.write(folder.resolve(name), text);
                return;
            } catch (IOException e) {
                // The next folder may be writable.
            }
        }
    }
}
