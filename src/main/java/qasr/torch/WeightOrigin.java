package qasr.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import qasr.model.ModelException;

/**
 * The origin of a cache: names, lengths, times and checksums of the weight files. Files with the same lengths and times
 * count as unchanged; if the times differ, the checksums decide, and {@link WeightTimes} keeps the new times.
 */
final class WeightOrigin {
    /** The format of the caches; raise it if the layout changes. */
    private static final String FORMAT = "qasr packed weights 1, fp16 512 x 16";

    private static final int READ_BYTES = 1 << 22;

    private record Source(String name, long bytes, long modified) {}

    private final List<Path> files;
    private final List<Source> sources = new ArrayList<>();
    private final Map<Path, Long> checksums = new HashMap<>();

    private WeightOrigin(List<Path> files) {
        this.files = files;
    }

    static WeightOrigin of(List<Path> files) throws ModelException {
        WeightOrigin origin = new WeightOrigin(List.copyOf(files));
        for (Path file : files) {
            try {
                origin.sources.add(new Source(
                        String.valueOf(file.getFileName()),
                        Files.size(file),
                        Files.getLastModifiedTime(file).toMillis()));
            } catch (IOException e) {
                throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
            }
        }
        return origin;
    }

    /** Returns one line for each file and one for the format. */
    String text() throws ModelException {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        for (int i = 0; i < files.size(); i++) {
            Source source = sources.get(i);
            text.append(source.modified).append(' ').append(checked(i)).append('\n');
        }
        return text.toString();
    }

    private String checked(int i) throws ModelException {
        Source source = sources.get(i);
        Path file = files.get(i);
        Long sum = checksums.get(file);
        if (sum == null) {
            sum = checksum(file); // gigabytes: once
            checksums.put(file, sum);
        }
        return String.format(Locale.ROOT, "%d %08x %s", source.bytes, sum, source.name);
    }

    /**
     * Tells whether the lines of a {@link #text} of an earlier time are about these weights.
     *
     * @param cache the file with these lines
     */
    boolean isThatOf(List<String> lines, Path cache) throws ModelException {
        Path folder = cache.toAbsolutePath().getParent();
        if (lines.size() != files.size() + 1 || !lines.get(0).equals(FORMAT)) {
            return false;
        }
        for (int i = 0; i < files.size(); i++) {
            Source source = sources.get(i);
            String[] parts = lines.get(i + 1).split(" ", 4);
            if (parts.length != 4 || !parts[1].equals(Long.toString(source.bytes)) || !parts[3].equals(source.name)) {
                return false;
            }
            boolean sameTime = parts[0].equals(Long.toString(source.modified));
            if (!sameTime && !isTouched(i, lines.get(i + 1).substring(parts[0].length()), folder)) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether weight file {@code i} still has {@code content}, " LENGTH CHECKSUM NAME", and only its time is new. */
    private boolean isTouched(int i, String content, Path folder) throws ModelException {
        String line = sources.get(i).modified + content;
        if (WeightTimes.has(folder, line)) {
            return true;
        }
        if (!content.equals(" " + checked(i))) {
            return false;
        }
        WeightTimes.keep(folder, line, sources.get(i).name);
        return true;
    }

    private static long checksum(Path file) throws ModelException {
        CRC32C sum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                sum.update(buffer);
                buffer.clear();
            }
            return sum.getValue();
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
