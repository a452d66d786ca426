package qasr.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** The file of {@code --log-file}: messages are appended, each line with its time. */
final class LogFile implements Closeable {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

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
            return new LogFile(Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw OutputFiles.failure(file, Failure.reason(e), e);
        }
    }

    /** Adds a line, without its colours. In one write, so that runs that share the file do not mix theirs. */
    void add(String line) {
        String text = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " "
                + COLOUR.matcher(line).replaceAll("") + "\n";
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A full disk fails the outputs too, with an error message.
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
