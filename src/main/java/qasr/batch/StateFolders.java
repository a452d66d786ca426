package qasr.batch;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@link StateFolder}s of one run, each opened once: a process that closes one of two channels of a file gives up its
 * locks on both.
 */
public final class StateFolders implements Closeable {
    private final Map<Path, StateFolder> open = new HashMap<>();
    private final FileHistory history = new FileHistory();

    /**
     * Returns the one in {@code outputs}, which must exist. It stays open until this is closed.
     *
     * @throws IOException if it cannot be read or written
     */
    public synchronized StateFolder in(Path outputs) throws IOException {
        Path folder = outputs.toRealPath();
        StateFolder state = open.get(folder);
        if (state == null) {
            state = StateFolder.in(folder);
            open.put(folder, state);
        }
        return state;
    }

    /**
     * Returns the ones in the folders around {@code file}, the nearest first, with the name that the file has in their
     * records.
     *
     * @throws IOException if the file's folder does not exist, or one of them cannot be read or written
     */
    public Map<StateFolder, String> around(Path file) throws IOException {
        Map<StateFolder, String> states = new LinkedHashMap<>();
        Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
            if (exists(folder)) {
                states.put(in(folder), FileHistory.relative(folder, real));
            }
        }
        return states;
    }

    /** Returns what tells how existing files came to be. */
    public FileHistory history() {
        return history;
    }

    @Override
    public synchronized void close() {
        try {
            for (StateFolder state : open.values()) {
                state.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.clear();
    }

    /** Tells whether anything is known of files in {@code outputs}. */
    static boolean exists(Path outputs) {
        return Files.isRegularFile(outputs.resolve(StateFolder.NAME).resolve(StateFolder.OUTPUTS));
    }
}
