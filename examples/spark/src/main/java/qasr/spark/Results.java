package qasr.spark;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import qasr.output.Format;

/**
 * The results of the recordings of a task: files of this machine, each recording's in a folder of its own, that are published
 * in the folder of all results. The row comes last: when it is there, the files are.
 */
final class Results {
    private static final String FILES = "files/";
    private static final String KEPT = OutputFolder.STATE + "/done/";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final OutputFolder output;
    private final List<Unit> units;
    private final Path folder;
    private final List<Format> formats;

    /**
     * @param folder has a folder for each unit, named by its number
     * @param formats the formats of the files to publish
     */
    Results(OutputFolder output, List<Unit> units, Path folder, List<Format> formats) {
        this.output = output;
        this.units = units;
        this.folder = folder;
        this.formats = List.copyOf(formats);
    }

    /** Returns whether the row of a recording is kept for the table. */
    static boolean isKept(OutputFolder output, Look look) throws IOException {
        return output.exists(KEPT + look.key());
    }

    /** Returns the kept row of a recording as JSON. */
    static Optional<String> kept(OutputFolder output, String key) throws IOException {
        return output.read(KEPT + key);
    }

    /** Returns the keys of all kept rows. */
    static Set<String> keys(OutputFolder output) throws IOException {
        return output.names(KEPT);
    }

    private List<Path> files(int index) throws IOException {
        Path own = folder.resolve(Integer.toString(index));
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(own)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Optional<Path> file(int index, Format format) throws IOException {
        return files(index).stream()
                .filter(file -> file.toString().endsWith("." + format.extension()))
                .findFirst();
    }

    boolean areWritten(int index) throws IOException {
        return file(index, Format.JSON).isPresent();
    }

    /** Returns the row of a recording whose files are written. */
    ResultRow row(int index, String status) throws IOException {
        String json = read(index, Format.JSON);
        JsonObject transcript = JsonParser.parseString(json).getAsJsonObject();
        ResultRow row = ResultRow.of(units.get(index).look(), status)
                .with("text", read(index, Format.TXT))
                .with("json", json)
                .with("seconds", transcript.get("duration").getAsDouble())
                .with(
                        "coverage",
                        transcript.getAsJsonObject("coverage").get("ratio").getAsDouble())
                .with(
                        ResultRow.SHA256,
                        text(transcript.getAsJsonObject("source").get("sha256")))
                .with("fingerprint", text(transcript.getAsJsonObject("options").get("fingerprint")));
        String language = text(transcript.get("language"));
        return language.isEmpty() ? row : row.with("language", language);
    }

    private static String text(JsonElement value) {
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    private String read(int index, Format format) throws IOException {
        Path file = file(index, format)
                .orElseThrow(
                        () -> new IOException(units.get(index).look().entry().uri() + ": no " + format.extension()));
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** Publishes the files and the row of a recording. */
    void publish(int index, ResultRow row) throws IOException {
        List<String> names = new ArrayList<>();
        for (Format format : formats) {
            Optional<Path> file = file(index, format);
            if (file.isPresent()) {
                String name = FILES + units.get(index).look().entry().target() + "." + format.extension();
                output.copy(file.get(), name);
                names.add(name);
            }
        }
        if (!names.isEmpty()) {
            row.with("files", String.join("\n", names));
        }
        output.write(KEPT + units.get(index).look().key(), row.json());
    }
}
