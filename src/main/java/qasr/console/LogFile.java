package qasr.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import qasr.output.OutputFile;

/** The file of {@code --log-file}: messages are appended, each line with its time. */
final class LogFile implements Closeable {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    /** A recording has a zero byte in its first bytes. */
    private static final int LOOKED_AT = 4096;

    private final OutputStream stream;

    private LogFile(OutputStream stream) {
        this.stream = stream;
    }

    /**
     * Opens or begins it.
     *
     * @throws CommandException if it cannot be written
     */
    static LogFile open(Path file) throws CommandException {
        try {
            if (isBinary(file)) {
                throw OutputFiles.failure(file, "is not a text file: name another file", null);
            }
            return new LogFile(OutputFile.append(file));
        } catch (IOException e) {
            throw OutputFiles.failure(file, Failure.reason(e), e);
        }
    }

    /** Returns whether messages would damage the file: a recording, say, and not a text. */
    private static boolean isBinary(Path file) throws IOException {
        if (!OutputFile.replaces(file) || !Files.isReadable(file)) {
            return false;
        }
        try (InputStream beginning = Files.newInputStream(file)) {
            for (byte value : beginning.readNBytes(LOOKED_AT)) {
                if (value == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Adds a line, without its colours. In one write, so that runs that share the file do not mix theirs. */
    void add(String line) {
        String text = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " "
                + COLOUR.matcher(line).replaceAll("") + "\n";
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            // A full disk fails the outputs too, with an error message.
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
