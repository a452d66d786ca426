package qasr.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the files of {@link PackedStore}, {@link Int8Store}, {@link RowsFile} and {@link WeightTimes} without libtorch. */
public final class PackedFiles {
    private static final Pattern NAME = Pattern.compile("qasr-[a-z0-9-]+\\.packed");
    private static final List<String> HEADS = List.of("qasr packed ", "qasr rows ");
    private static final int HEAD_BYTES = 12;

    private PackedFiles() {}

    /** Returns the files in {@code folder}, sorted. Drafts are included only if they are abandoned. */
    public static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(PackedFiles::isOne).sorted().toList();
        }
    }

    private static boolean isOne(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!NAME.matcher(file.getFileName().toString()).matches()) {
            return Draft.isAbandoned(file); // its head is written last
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            String head = new String(bytes.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
            return HEADS.stream().anyMatch(head::startsWith);
        } catch (IOException e) {
            return false;
        }
    }
}
