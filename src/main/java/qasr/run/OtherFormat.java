package qasr.run;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Recognises text files whose markup would be taken for words if they were read as running text. */
final class OtherFormat {
    private static final Set<String> EXTENSIONS =
            Set.of("csv", "tsv", "md", "html", "htm", "ass", "ssa", "lrc", "json", "jsonl", "textgrid", "rttm");
    /** How such files begin, in lower case, and their formats. */
    private static final Map<String, String> STARTS = new TreeMap<>(Map.of(
            "[script info]", "ass",
            "<!doctype", "html",
            "<html", "html",
            "{\"", "json",
            "{\n", "json",
            "start,end,", "csv",
            "start\tend\t", "tsv",
            "file,start,end,", "csv",
            "file\tstart\tend\t", "tsv",
            "file type = \"ootextfile\"", "textgrid"));

    private OtherFormat() {}

    /** Returns the format of {@code file} with {@code text}, such as "csv", if it is such a file. */
    static Optional<String> of(Path file, String text) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        if (name.contains(".") && EXTENSIONS.contains(extension)) {
            return Optional.of(extension);
        }
        String start = text.stripLeading().replace("\r", "").toLowerCase(Locale.ROOT);
        return STARTS.entrySet().stream()
                .filter(each -> start.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
