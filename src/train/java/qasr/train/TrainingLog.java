package qasr.train;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Prints the trainer's lines to standard output, each with the seconds since the start. */
final class TrainingLog {
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final long start = System.nanoTime();

    void line(String format, Object... arguments) {
        String text = String.format(Locale.ROOT, format, arguments);
        out.println(String.format(Locale.ROOT, "%7.0f  %s", (System.nanoTime() - start) / 1e9, text));
    }

    /** Prints a line of a table, without the time. */
    void row(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
