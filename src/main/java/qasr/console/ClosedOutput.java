package qasr.console;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output that was closed by whoever started the program ({@code >&-}). */
public final class ClosedOutput extends OutputStream {
    @Override
    public void write(int b) throws IOException {
        throw new IOException("the stream is closed");
    }
}
