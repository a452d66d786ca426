package qasr.console;

import java.io.IOException;
import java.io.InputStream;

/** Standard input that was closed by the program's caller ({@code <&-}). */
final class ClosedInput extends InputStream {
    @Override
    public int read() throws IOException {
        throw new IOException("standard input is closed");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return read();
    }
}
