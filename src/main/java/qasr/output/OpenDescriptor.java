package qasr.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that stands for an open descriptor of this process, such as {@code /dev/stderr} or {@code /dev/fd/3}. The
 * descriptor may lead to a file that the shell has opened. That file is written to where the descriptor stands; replacing
 * it would lose what the shell and other programs write there.
 */
final class OpenDescriptor {
    private static final int MAX_LINKS = 8;
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;

    private static final Pattern NAME = Pattern.compile(
            "/(?:dev|proc/self|proc/thread-self|proc/" + ProcessHandle.current().pid() + ")/fd/([0-9]{1,9})");

    /** Octal; the last two bits are 0 for reading, 1 for writing, 2 for both. */
    private static final Pattern FLAGS = Pattern.compile("flags:\\s*[0-7]*([0-7])");

    private static final int ACCESS = 3;

    private OpenDescriptor() {}

    /** Returns the number of the descriptor that {@code target} stands for; empty for other names. */
    static OptionalInt of(Path target) throws IOException {
        Path name = target.toAbsolutePath().normalize();
        for (int links = 0; links < MAX_LINKS; links++) {
            Matcher descriptor = NAME.matcher(name.toString());
            if (descriptor.matches()) {
                return OptionalInt.of(Integer.parseInt(descriptor.group(1)));
            }
            if (!Files.isSymbolicLink(name)) {
                return OptionalInt.empty();
            }
            name = name.resolveSibling(Files.readSymbolicLink(name)).normalize();
        }
        return OptionalInt.empty();
    }

    /**
     * Returns a stream that writes where the descriptor {@code number} stands, or at the end of its file if that place is
     * not known. Closing it leaves standard output and standard error open: this process still needs them.
     *
     * @throws IOException if it cannot be written, as the files of this program that the JVM reads
     */
    static OutputStream stream(int number, Path target) throws IOException {
        if (number == STANDARD_ERROR) {
            return new Unclosed(FileDescriptor.err);
        }
        if (isStandardOutput(number)) {
            return new Unclosed(ResultDescriptor.descriptor());
        }
        if (isReadOnly(number)) {
            throw new FileSystemException(target.toString(), null, "descriptor " + number + " is not open for writing");
        }
        return Files.isRegularFile(target)
                ? Files.newOutputStream(target, StandardOpenOption.APPEND)
                : Files.newOutputStream(target, StandardOpenOption.WRITE);
    }

    /** Returns whether the descriptor {@code number} is the one for results. */
    static boolean isStandardOutput(int number) {
        return number == STANDARD_OUTPUT || number == ResultDescriptor.number();
    }

    /** Linux would open the file of such a descriptor for writing all the same. Others refuse it. */
    private static boolean isReadOnly(int number) throws IOException {
        Path facts = Path.of("/proc/self/fdinfo", Integer.toString(number));
        return Files.exists(facts)
                && Files.readAllLines(facts).stream()
                        .map(FLAGS::matcher)
                        .anyMatch(flags -> flags.matches() && (flags.group(1).charAt(0) & ACCESS) == 0);
    }

    private static final class Unclosed extends FilterOutputStream {
        Unclosed(FileDescriptor descriptor) {
            super(new FileOutputStream(descriptor));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
