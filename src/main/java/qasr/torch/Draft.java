package qasr.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import qasr.natives.ProcessTable;

/**
 * Names files beside a model that are being written, and finds those that nobody will finish. The name is {@code
 * FILE.PLACE-PROCESS-NUMBER.tmp}. Computers and containers may share the folder, and a process id says nothing about a process
 * elsewhere: the place stands for the machine since it was started and for its table of processes, and the number for
 * this process itself, because in a container each process may have the same id. Locks would not do: libtorch opens and
 * closes the file to map it, which gives up all locks of the process on it.
 */
final class Draft {
    private static final Pattern NAME =
            Pattern.compile("(qasr-[a-z0-9-]+\\.(?:packed|json))\\.([0-9a-f]{8})-(\\d{1,18})-([0-9a-f]{8})\\.tmp");
    /** No file takes nearly as long to write. */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private static final String NUMBER =
            String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
    private static final String PLACE = place();

    private Draft() {}

    /** Returns the name under which this process writes {@code file}. */
    static Path of(Path file) {
        return file.resolveSibling(
                file.getFileName() + "." + PLACE + "-" + ProcessHandle.current().pid() + "-" + NUMBER + ".tmp");
    }

    /** Writes {@code text} as the whole file, flushed, at once. Files that others have abandoned stay. */
    static void write(Path file, String text) throws IOException {
        Path draft = of(file);
        try {
            try (FileChannel channel =
                    FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            try {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Deletes the abandoned drafts of packed weights and recipes in {@code folder}, as far as possible. */
    static void removeAbandoned(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Draft::isAbandoned).toList().forEach(Draft::remove);
        }
    }

    private static void remove(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // It belongs to another user, who can delete it.
        }
    }

    /** Returns whether {@code file} has a draft's name and its process has ended, here or, to judge by its age, elsewhere. */
    static boolean isAbandoned(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches() || name.group(4).equals(NUMBER)) {
            return false;
        }
        return ProcessTable.isAbandoned(
                file, name.group(2).equals(PLACE), Long.parseLong(name.group(3)), ABANDONED_AFTER);
    }

    /** Returns a name for this machine since its start and its table of processes; a random one if the system tells none. */
    private static String place() {
        if (ProcessTable.name().isEmpty()) {
            return NUMBER;
        }
        CRC32C sum = new CRC32C();
        sum.update(ProcessTable.name().get().getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
