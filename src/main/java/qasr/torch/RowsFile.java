package qasr.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Where the number of rows is kept that was found on this machine for matrices of some sizes: a few lines of text beside
 * the weights that were laid out. Its lines are the format, the processor, what is multiplied, and the number; a hash of
 * all but the last is in its name, so that machines may share a folder. What numbers the weights hold has no part in it.
 */
final class RowsFile {
    private static final String FORMAT = "qasr rows 1";
    private static final int MAX_ROWS = 64;

    private final List<Path> folders;
    private final List<String> found;
    private final String name;

    /**
     * Looks in {@code folders}, the best first.
     *
     * @param multiplied the matrices' sizes and precision, in one line
     */
    RowsFile(List<Path> folders, String multiplied) {
        this.folders = List.copyOf(folders);
        found = List.of(FORMAT, processor(), multiplied);
        CRC32C sum = new CRC32C();
        sum.update(String.join("\n", found).getBytes(StandardCharsets.UTF_8));
        name = "qasr-rows-%08x.packed".formatted(sum.getValue());
    }

    /** Returns what tells this machine's processor from others, as far as the system tells. */
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

    /** Returns the number of rows that an earlier run has left. */
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
                // It is found anew, as where there is none.
            }
        }
        return OptionalInt.empty();
    }

    /** Tells whether {@link #keep} may succeed. */
    boolean canBeKept() {
        return folders.stream().anyMatch(Files::isWritable);
    }

    /** Keeps {@code rows} for the next time, where that can be. */
    void keep(int rows) {
        String text = String.join("\n", found) + "\n" + rows + "\n";
        for (Path folder : folders) {
            Path draft = StoreFile.draft(folder, name);
            try {
                StoreFile.removeAbandoned(folder, name);
                Files.writeString(draft, text);
                Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (IOException e) {
                delete(draft);
            }
        }
    }

    private static void delete(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // It is named after this process, so that a later run finds it abandoned.
        }
    }
}
