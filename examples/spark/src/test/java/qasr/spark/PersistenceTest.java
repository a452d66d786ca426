package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/** Tests that calls are repeated, also where Scala throws an exception that it does not declare. */
final class PersistenceTest {
    private int calls;

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void undeclared(Exception problem) throws E {
        throw (E) problem;
    }

    @Test
    void anUndeclaredExceptionOfSparkIsRepeated() throws IOException {
        String result = Persistence.ofSpark(() -> {
            calls++;
            if (calls < 3) {
                PersistenceTest.<RuntimeException>undeclared(new IOException("503 slow down"));
            }
            return "done";
        });
        assertEquals("done", result);
        assertEquals(3, calls);
    }

    @Test
    void aTimeOutIsRepeatedAndAnInterruptIsNot() throws IOException {
        String result = Persistence.of(() -> {
            calls++;
            if (calls < 3) {
                throw new SocketTimeoutException("Read timed out");
            }
            return "done";
        });
        assertEquals("done", result);
        assertEquals(3, calls);
        assertThrows(
                InterruptedIOException.class,
                () -> Persistence.with(() -> {
                    calls++;
                    throw new InterruptedIOException("interrupted");
                }));
        assertEquals(4, calls);
    }
}
