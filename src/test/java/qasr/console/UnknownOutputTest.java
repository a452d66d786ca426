package qasr.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which failed writes mean that the reader has gone, by the messages of Windows. */
final class UnknownOutputTest {
    private static OutputStream failing(String message) {
        return new UnknownOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The pipe is being closed",
                "The pipe has been ended",
                "Die Pipe wurde beendet",
                "Le canal de communication est en train de se fermer",
                "Канал был закрыт",
                "管道正在被关闭。"
            })
    void aPipeWithoutAReaderIsTheEnd(String message) {
        assertThrows(ClosedOutputException.class, () -> failing(message).write(new byte[2]));
    }

    @Test
    void aFullDiskIsAFailure() {
        IOException full = assertThrows(
                IOException.class,
                () -> failing("There is not enough space on the disk").write(new byte[2]));
        assertEquals("There is not enough space on the disk", full.getMessage());
    }
}
