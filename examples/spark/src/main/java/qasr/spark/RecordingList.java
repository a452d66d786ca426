package qasr.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import qasr.batch.ClockTime;
import qasr.batch.NameFilter;
import qasr.job.Input;
import qasr.job.InputExpansion;
import qasr.job.OutputNames;

/**
 * The recordings to transcribe: those of a list (CSV or Parquet), or the files of a folder that are named as recordings. Names
 * of results keep the folders below the folder that was named or, for a list, below the deepest folder that holds all.
 */
final class RecordingList {
    private static final String URI = "uri";
    private static final String DURATION = "duration";
    private static final String OPTIONS = "options";
    private static final double MILLIS = 1000;

    private final Configuration configuration;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private RecordingList(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Returns the recordings, ordered by address. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Returns what the user should know about the list. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * Reads {@code input}.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a list has no column of addresses
     */
    static RecordingList read(String input, SparkSession spark) throws IOException {
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        RecordingList list = new RecordingList(configuration);
        String lower = input.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
        if (lower.matches(".*\\.csv(\\.(gz|bz2|zst))?")) {
            list.addRows(
                    input,
                    spark.read().option("header", true).option("escape", "\"").csv(input));
        } else if (lower.endsWith(".parquet")) {
            list.addRows(input, spark.read().parquet(input));
        } else {
            list.addFolder(input);
        }
        return list;
    }

    private void addRows(String input, Dataset<Row> rows) throws IOException {
        Column uri = column(rows, URI)
                .orElseThrow(() -> new IllegalArgumentException(
                        input + ": has no column 'uri'; its columns are " + String.join(", ", rows.columns())));
        Column duration = column(rows, DURATION).orElse(functions.lit(""));
        Column options = column(rows, OPTIONS).orElse(functions.lit(""));
        Path folder = qualified(input).getParent();
        Map<String, Entry> found = new LinkedHashMap<>();
        int blank = 0;
        int twice = 0;
        int wrong = 0;
        for (Row row : rows.select(text(uri), text(duration), text(options)).collectAsList()) {
            if (row.getString(0).isBlank()) {
                blank++;
                continue;
            }
            double seconds = seconds(row.getString(1));
            wrong += seconds < 0 ? 1 : 0;
            Entry entry = entry(
                    address(row.getString(0).strip(), folder),
                    Math.max(0, seconds),
                    row.getString(2).strip());
            twice += found.putIfAbsent(entry.id(), entry) == null ? 0 : 1;
        }
        note(blank, "rows without an address are skipped");
        note(twice, "rows repeat an earlier row and are skipped");
        note(wrong, "durations are neither seconds nor [h:]mm:ss and are ignored");
        add(new ArrayList<>(found.values()), "");
    }

    private static Column text(Column column) {
        return functions.coalesce(column.cast("string"), functions.lit(""));
    }

    private static Optional<Column> column(Dataset<Row> rows, String name) {
        return Arrays.stream(rows.columns())
                .filter(column -> column.strip().equalsIgnoreCase(name))
                .findFirst()
                .map(column -> rows.col("`" + column.replace("`", "``") + "`"));
    }

    private void note(int count, String what) {
        if (count > 0) {
            notes.add(count + " " + what);
        }
    }

    /** Returns seconds; 0 if there are none, -1 if they are wrong. */
    private static double seconds(String text) {
        if (text.isBlank()) {
            return 0;
        }
        try {
            return ClockTime.parse(text).toMillis() / MILLIS;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /**
     * Returns the address that a row of a list in {@code folder} names. "10:30 call.wav" is no address, because of its colon, but
     * the name of a file.
     */
    static Path address(String uri, Path folder) {
        Path path;
        try {
            path = new Path(uri);
        } catch (IllegalArgumentException e) {
            path = new Path(null, null, uri);
        }
        return path.isAbsolute() || path.toUri().getScheme() != null ? path : new Path(folder, path);
    }

    private Entry entry(Path path, double seconds, String options) {
        Path whole = path.toUri().getScheme() == null ? withScheme(path) : path;
        String uri = whole.toString();
        String name = "file".equals(whole.toUri().getScheme()) ? whole.toUri().getPath() : uri;
        return new Entry(Entry.id(uri, options), uri, name, seconds, options, "");
    }

    /** An address without a scheme is one of the default file system, which need not know the file. */
    private Path withScheme(Path path) {
        return path.makeQualified(FileSystem.getDefaultUri(configuration), new Path("/"));
    }

    private Path qualified(String input) throws IOException {
        Path path = new Path(input);
        return path.getFileSystem(configuration).makeQualified(path);
    }

    private void addFolder(String input) throws IOException {
        Path folder = qualified(input);
        FileSystem files = folder.getFileSystem(configuration);
        List<Entry> found = new ArrayList<>();
        if (Persistence.of(() -> files.getFileStatus(folder)).isFile()) {
            found.add(entry(folder, 0, ""));
            add(found, folder.getParent().toString());
            return;
        }
        InputExpansion names = new InputExpansion(
                Engine.session(), true, new NameFilter(List.of(), List.of()), Optional.empty(), false);
        Deque<Path> folders = new ArrayDeque<>(List.of(folder));
        while (!folders.isEmpty()) {
            Path next = folders.pop();
            // One call for each folder, which can be repeated: an iterator that fails skips what it was about to list.
            for (FileStatus status : Persistence.of(() -> files.listStatus(next))) {
                Path file = status.getPath();
                if (file.getName().startsWith(".") || file.getName().startsWith("_")) {
                    continue; // Hadoop's programs hide these names
                }
                if (status.isDirectory()) {
                    folders.push(file);
                } else if (names.isNamedAsRecording(java.nio.file.Path.of(HadoopPath.plain(file.getName())))) {
                    found.add(entry(file, 0, ""));
                }
            }
        }
        if (found.isEmpty()) {
            throw new FileNotFoundException(folder + ": no recordings in it");
        }
        add(found, folder.toString());
    }

    /** Adds recordings and names their results, in order of the addresses, so that names do not depend on the list's order. */
    private void add(List<Entry> found, String folder) {
        List<Entry> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(Entry::uri).thenComparing(Entry::options));
        String root = folder.isEmpty() ? commonFolder(sorted) : folder;
        List<Input> inputs = new ArrayList<>();
        for (Entry entry : sorted) {
            String parent = String.valueOf(new Path(entry.uri()).getParent());
            String below = parent.startsWith(root) ? parent.substring(root.length()) : "";
            String file = new Path(entry.uri()).getName();
            inputs.add(Input.at(java.nio.file.Path.of("recording"), entry.uri(), file, below.replaceFirst("^/+", "")));
        }
        OutputNames names = OutputNames.of(inputs);
        for (int i = 0; i < sorted.size(); i++) {
            String name = names.path(i, "x");
            entries.add(sorted.get(i).called(name.substring(0, name.length() - ".x".length())));
        }
    }

    private static String commonFolder(List<Entry> sorted) {
        if (sorted.isEmpty()) {
            return "";
        }
        // Of sorted addresses, the first and the last differ earliest.
        String first = String.valueOf(new Path(sorted.get(0).uri()).getParent());
        String last = String.valueOf(new Path(sorted.get(sorted.size() - 1).uri()).getParent());
        while (!(last + "/").startsWith(first + "/")) {
            int slash = first.lastIndexOf('/');
            if (slash < 0) {
                return "";
            }
            first = first.substring(0, slash);
        }
        return first;
    }
}
