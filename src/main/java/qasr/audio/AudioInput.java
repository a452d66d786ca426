package qasr.audio;

import java.io.InputStream;
import java.nio.file.Path;

/** Where encoded sound comes from. */
public sealed interface AudioInput {
    /** Returns what messages call this input: the path as the user wrote it, or "-". */
    String name();

    /** A file on disk. */
    record AudioFile(Path path) implements AudioInput {
        @Override
        public String name() {
            return path.toString();
        }
    }

    /** Bytes that arrive once, in order, such as standard input. Reading stops at the end of the stream; it is not closed. */
    record AudioPipe(InputStream stream) implements AudioInput {
        @Override
        public String name() {
            return "-";
        }
    }
}
