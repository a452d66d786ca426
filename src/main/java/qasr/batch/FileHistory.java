package qasr.batch;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether qasr wrote an existing file, and whether a user has changed it since, from the records in the folders
 * around the file. A file whose line ends, byte order mark or last empty lines alone have changed, as editors do, is
 * unchanged.
 */
public final class FileHistory {
    /** How a file came to be. */
    public enum State {
        /** Written by qasr and not changed since, or empty. */
        OURS,
        /** Written by qasr and not changed since; it contains a user's corrections or retried text. */
        CORRECTED,
        /** Written by qasr and changed since. */
        CHANGED,
        /** Not written by qasr, as far as the records show. */
        UNKNOWN
    }

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** The largest file that is compared, in bytes: no transcript that a user edits is larger. */
    private static final long MAX_TEXT_BYTES = 1 << 26;

    private final Map<Path, OutputLog> logs = new HashMap<>();

    /**
     * Returns how a file came to be.
     *
     * @param folder the folder of outputs that it belongs to, as the user named it
     * @param file an existing file below {@code folder}
     * @throws IOException if the file or a record cannot be read
     */
    public synchronized State of(Path folder, Path file) throws IOException {
        if (Files.size(file) == 0) {
            return State.OURS; // empty, as mktemp makes it: no work is lost
        }
        List<OutputIndex> indexes = new ArrayList<>();
        List<StateFolder.Output> own = new ArrayList<>();
        addAll(folder, file, indexes, own);
        if (indexes.isEmpty()) {
            return State.UNKNOWN;
        }
        Optional<Boolean> corrected = corrected(file.toRealPath(), own, indexes);
        if (corrected.isPresent()) {
            return corrected.get() ? State.CORRECTED : State.OURS;
        }
        return own.isEmpty() ? State.UNKNOWN : State.CHANGED;
    }

    /**
     * Returns the records of a file that nobody has changed since: those of its own path, or else those of other files with
     * its text, since it may have been renamed.
     *
     * @throws IOException if the file or a record cannot be read
     */
    public synchronized List<StateFolder.Output> records(Path folder, Path file) throws IOException {
        List<OutputIndex> indexes = new ArrayList<>();
        List<StateFolder.Output> own = new ArrayList<>();
        addAll(folder, file, indexes, own);
        List<String> sums = new ArrayList<>(List.of(Digests.ofFile(file)));
        sums.addAll(sumsOfSameText(file));
        List<StateFolder.Output> unchanged =
                own.stream().filter(output -> sums.contains(output.sum())).toList();
        return unchanged.isEmpty()
                ? indexes.stream()
                        .flatMap(index -> index.withSums(sums).stream())
                        .toList()
                : unchanged;
    }

    /**
     * Returns whether a file that qasr wrote is corrected. The records of its own path decide: another file may have the
     * same text, with or without corrections.
     */
    private static Optional<Boolean> corrected(Path file, List<StateFolder.Output> own, List<OutputIndex> indexes)
            throws IOException {
        List<String> sums = new ArrayList<>(List.of(Digests.ofFile(file)));
        Optional<Boolean> unchanged = corrected(own, sums);
        if (unchanged.isPresent()) {
            return unchanged;
        }
        sums.addAll(sumsOfSameText(file));
        return corrected(own, sums)
                .or(() -> sums.stream()
                        .flatMap(sum -> indexes.stream().flatMap(index -> index.written(sum).stream()))
                        .reduce(Boolean::logicalOr));
    }

    private static Optional<Boolean> corrected(List<StateFolder.Output> own, List<String> sums) {
        return own.stream()
                .filter(output -> sums.contains(output.sum()))
                .map(StateFolder.Output::corrected)
                .findFirst();
    }

    /** Returns what a record of {@code folder} calls {@code file}. */
    public static String relative(Path folder, Path file) {
        return FileName.shown(FileName.withSlashes(folder.toAbsolutePath().relativize(file.toAbsolutePath())));
    }

    private void addAll(Path folder, Path file, List<OutputIndex> indexes, List<StateFolder.Output> own)
            throws IOException {
        add(folder, relative(folder, file), indexes, own);
        Path real = file.toRealPath();
        for (Path parent = real.getParent(); parent != null; parent = parent.getParent()) {
            add(parent, relative(parent, real), indexes, own);
        }
    }

    private void add(Path folder, String path, List<OutputIndex> indexes, List<StateFolder.Output> own)
            throws IOException {
        if (!StateFolders.exists(folder)) {
            return;
        }
        OutputIndex index = logs.computeIfAbsent(
                        folder,
                        key -> new OutputLog(key.resolve(StateFolder.NAME).resolve(StateFolder.OUTPUTS)))
                .index();
        indexes.add(index);
        index.at(path).ifPresent(own::add);
    }

    /** Returns the sums of the file's text with other line ends, with and without a mark, with other ends. */
    private static List<String> sumsOfSameText(Path file) throws IOException {
        if (Files.size(file) > MAX_TEXT_BYTES) {
            return List.of();
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            return List.of();
        }
        String lines = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).replace("\r\n", "\n");
        String body = lines.replaceFirst("\n+$", "");
        List<String> sums = new ArrayList<>();
        for (String end : List.of("\n", "\n\n", "")) {
            for (String mark : List.of("", BYTE_ORDER_MARK)) {
                for (String lineEnd : List.of("\n", "\r\n")) {
                    String same = mark + (body + end).replace("\n", lineEnd);
                    sums.add(Digests.ofBytes(same.getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
        return sums;
    }
}
