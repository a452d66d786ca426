package qasr.console;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output that was closed by the program's caller ({@code >&-}). */
public final class ClosedOutput extends OutputStream {
    @Override
    public void write(int b) throws IOException {
        throw new IOException("the stream is closed");
    }
}
