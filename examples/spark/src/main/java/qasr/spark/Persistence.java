package qasr.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Repeats what a file system refuses now and then. An error is final if it says something about the file (missing, forbidden)
 * or comes {@value #ATTEMPTS} times in a row; the pauses between double, about 13 seconds in all.
 */
final class Persistence {
    static final int ATTEMPTS = 8;
    private static final long FIRST_PAUSE_MILLIS = 100;

    private Persistence() {}

    /** A call to a file system. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws IOException;
    }

    /** A call to a file system without a result. */
    @FunctionalInterface
    interface Command {
        void make() throws IOException;
    }

    /** Makes {@code call} until it succeeds or its error is final. A repeated call must do no harm. */
    static <T> T of(Call<T> call) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.make();
            } catch (IOException e) {
                if (isFinal(e) || attempt == ATTEMPTS) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    /** Makes {@code command} like {@link #of}. */
    static void with(Command command) throws IOException {
        of(() -> {
            command.make();
            return null;
        });
    }

    /** Makes a call to Spark, which may fail because of a file system. A repeated call must do no harm. */
    static <T> T ofSpark(Supplier<T> call) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (Exception e) { // Scala throws checked exceptions without a declaration
                if (attempt == ATTEMPTS && e instanceof RuntimeException problem) {
                    throw problem;
                }
                if (attempt == ATTEMPTS) {
                    throw new IOException(e.getMessage(), e);
                }
                pause(attempt);
            }
        }
    }

    static boolean isFinal(IOException problem) {
        return problem instanceof FileNotFoundException
                || problem instanceof AccessControlException
                || problem instanceof FileAlreadyExistsException
                || problem instanceof UnsupportedFileSystemException
                || problem instanceof InterruptedIOException && !(problem instanceof SocketTimeoutException);
    }

    /** Waits before the attempt after {@code attempt}. */
    static void pause(int attempt) throws IOException {
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << (attempt - 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
