package qasr.output;

import java.io.FileDescriptor;
import java.lang.reflect.Constructor;

/**
 * The descriptor of this process that results go to. Under the launcher, it is not 1: descriptor 1 is then standard error, so
 * that the last messages of the JVM and the messages of native libraries do not mix with the results.
 */
public final class ResultDescriptor {
    /** Set by the launcher to the number. */
    private static final String PROPERTY = "qasr.results";

    private static final int STANDARD_OUTPUT = 1;

    private ResultDescriptor() {}

    /** Returns its number. */
    public static int number() {
        return Integer.getInteger(PROPERTY, STANDARD_OUTPUT);
    }

    /** Returns whether a JVM argument names it; another process must not get that argument. */
    public static boolean isNamedBy(String argument) {
        return argument.startsWith("-D" + PROPERTY + "=");
    }

    /** Returns the descriptor. Opening /dev/fd/9 again would not do: writing would begin where the file begins. */
    public static FileDescriptor descriptor() {
        if (number() == STANDARD_OUTPUT) {
            return FileDescriptor.out;
        }
        try {
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            return constructor.newInstance(number());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "-D" + PROPERTY + " needs the package java.io of java.base opened to qasr", e);
        }
    }
}
