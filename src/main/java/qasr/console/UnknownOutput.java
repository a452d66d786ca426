package qasr.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Pattern;

/**
 * Standard output on a system that does not tell whether it is a pipe or a file (Windows). Only the message of a failed write
 * tells whether the reader of a pipe has gone. The message is in the language of the system.
 */
final class UnknownOutput extends FilterOutputStream {
    /** The word for a pipe in the languages of Windows. */
    private static final Pattern PIPE = Pattern.compile(
            "(?iu)pipe|canal|\u043A\u0430\u043D\u0430\u043B|\u7BA1|\u30D1\u30A4\u30D7|\uD30C\uC774\uD504");

    UnknownOutput(OutputStream out) {
        super(out);
    }

    /**
     * Writes these bytes.
     *
     * @throws ClosedOutputException if the reader has gone
     * @throws IOException if they cannot be written for any other reason, such as a full disk
     */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            if (e.getMessage() != null && PIPE.matcher(e.getMessage()).find()) {
                throw new ClosedOutputException(e);
            }
            throw e;
        }
    }
}
