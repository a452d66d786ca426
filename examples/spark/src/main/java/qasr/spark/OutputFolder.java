package qasr.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of the results, on a file system of Hadoop. Each file is written under a name of its own in {@code _qasr/tmp}
 * and gets its name when it is whole. Two attempts of the same task may both do that: they write the same bytes.
 */
final class OutputFolder {
    /** The folder of everything that is no result. */
    static final String STATE = "_qasr";

    private static final String TEMPORARY = STATE + "/tmp";

    private final Path folder;
    private final FileSystem files;

    OutputFolder(String uri, Configuration configuration) throws IOException {
        folder = new Path(uri);
        // For the tables that Spark writes: a local file system would write a second file beside each.
        Persistence.of(() -> folder.getFileSystem(configuration)).setWriteChecksum(false);
        files = Persistence.of(() -> HadoopPath.files(folder, configuration));
    }

    /** Returns the path of {@code name}, whose folders are separated by slashes. */
    Path path(String name) {
        return new Path(folder, new Path(null, null, name));
    }

    boolean exists(String name) throws IOException {
        return Persistence.of(() -> files.exists(path(name)));
    }

    /** Writes a small file. */
    void write(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        publish(name, stream -> stream.write(bytes));
    }

    /** Copies a file of this machine. */
    void copy(java.nio.file.Path local, String name) throws IOException {
        publish(name, stream -> Files.copy(local, stream));
    }

    private interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }

    private void publish(String name, Content content) throws IOException {
        Path temporary = path(TEMPORARY + "/" + UUID.randomUUID());
        try {
            Persistence.with(() -> {
                try (OutputStream stream = files.create(temporary, true)) {
                    content.writeTo(stream);
                }
            });
            move(temporary, path(name));
        } finally {
            try {
                files.delete(temporary, false);
            } catch (IOException e) {
                // the folder of temporary files is removed at the end
            }
        }
    }

    /** Gives a whole file its name. Most file systems do not replace a file by renaming; some return false, others throw. */
    private void move(Path temporary, Path target) throws IOException {
        long length = Persistence.of(() -> files.getFileStatus(temporary)).getLen();
        Persistence.with(() -> {
            if (!files.exists(temporary) && isThere(target, length)) {
                return; // it was renamed, and the answer was lost
            }
            files.mkdirs(target.getParent());
            if (files.exists(target)) {
                files.delete(target, false);
            }
            if (!files.rename(temporary, target)) {
                throw new IOException(target + ": cannot be written by renaming " + temporary);
            }
        });
    }

    private boolean isThere(Path target, long length) throws IOException {
        try {
            return files.getFileStatus(target).getLen() == length;
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /** Returns a file of text; empty if there is none. */
    Optional<String> read(String name) throws IOException {
        try (HadoopChannel channel = open(name)) {
            byte[] bytes = Channels.newInputStream(channel).readAllBytes();
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Opens a file for reading. */
    HadoopChannel open(String name) throws IOException {
        FileStatus status = Persistence.of(() -> files.getFileStatus(path(name)));
        return new HadoopChannel(files, status);
    }

    /** Returns the names in a folder; none if there is no such folder. */
    Set<String> names(String name) throws IOException {
        try {
            Set<String> names = new HashSet<>();
            for (FileStatus status : Persistence.of(() -> files.listStatus(path(name)))) {
                names.add(status.getPath().getName());
            }
            return names;
        } catch (FileNotFoundException e) {
            return Set.of();
        }
    }

    /** Returns the files of a folder and their sizes, in order of their names. */
    List<FileStatus> list(String name) throws IOException {
        List<FileStatus> all = new ArrayList<>(List.of(Persistence.of(() -> files.listStatus(path(name)))));
        all.sort(Comparator.comparing(FileStatus::getPath));
        return all;
    }

    /** Removes a file, or a folder with all that is in it, if it exists. */
    void remove(String name) throws IOException {
        Persistence.with(() -> files.delete(path(name), true));
    }

    /** Gives a folder another name, which must be free. */
    void rename(String from, String to) throws IOException {
        Persistence.with(() -> {
            if (!files.exists(path(from)) && files.exists(path(to))) {
                return; // as in move()
            }
            files.mkdirs(path(to).getParent());
            if (!files.rename(path(from), path(to))) {
                throw new IOException(path(to) + ": cannot be made by renaming " + path(from));
            }
        });
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
