package qasr.console;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import qasr.output.AbandonedFiles;
import qasr.output.OutputFile;

/**
 * Writes complete files. A stop signal waits for the file that is being written and prevents all later ones, so that
 * no half-written and no temporary file is left. It does not wait for a pipe, which nobody may read.
 */
public final class OutputFiles {
    /** Writes a file part by part. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }

    private final Set<Path> tidied = ConcurrentHashMap.newKeySet();
    /** Held while a pipe or the like is written. Nobody may read it, so a stop signal must not wait for this lock. */
    private final Object direct = new Object();

    private volatile boolean stopped;

    /**
     * Writes {@code text} as the whole of {@code target}, in UTF-8.
     *
     * @throws OutputFailedException if it cannot be written; what was there before is still there
     */
    public void write(Path target, String text) {
        write(target, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes {@code bytes} as the whole content of {@code target}, and creates the folder if needed.
     *
     * @throws OutputFailedException if it cannot be written; what was there before is still there
     */
    public void write(Path target, byte[] bytes) {
        try {
            writeParts(target, stream -> stream.write(bytes));
        } catch (IOException e) {
            throw new OutputFailedException(target.toString(), e);
        }
    }

    /**
     * Writes what {@code content} writes as the whole of {@code target}, and creates the folder if needed.
     *
     * @throws IOException if {@code content} fails or the file cannot be written; what was there before is still there
     */
    public void writeParts(Path target, Content content) throws IOException {
        synchronized (OutputFile.isDirect(target) ? direct : this) {
            if (stopped) {
                return; // the process is about to end
            }
            try (OutputFile file = create(target)) {
                content.writeTo(file.stream());
                file.commit();
            }
        }
    }

    @MustBeClosed
    private OutputFile create(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
            if (tidied.add(folder)) {
                AbandonedFiles.remove(folder);
            }
        }
        return OutputFile.create(target);
    }

    /** Waits for the file being written, if any; nothing is written from now on. */
    public synchronized void stop() {
        stopped = true;
    }

    /** Returns the failure that {@code target} cannot be written. */
    public static CommandException failure(Path target, String reason, Throwable cause) {
        return new CommandException(
                new Failure(target.toString(), "cannot be written: " + reason, ExitStatus.OUTPUT), cause);
    }

    /**
     * Makes a folder that results can be written into.
     *
     * @throws CommandException if that is not possible
     */
    public static void prepareFolder(Path folder) throws CommandException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failure(folder, Failure.reason(e), e);
        }
        if (!Files.isWritable(folder)) {
            throw failure(folder, "permission denied", null);
        }
    }
}
