package qasr.audio;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Where encoded sound comes from. */
public sealed interface AudioInput {
    /** Returns what messages call this input: the path as the user wrote it, or "-". */
    String name();

    /** Returns what is known of the sound besides its bytes. */
    Hint hint();

    /**
     * What is known of a recording besides its bytes.
     *
     * @param raw how its bytes are to be read, whatever they look like; empty for what they say themselves
     * @param extension of its name without the dot, "" for none: it counts only where the bytes say nothing
     */
    record Hint(Optional<RawSound> raw, String extension) {
        /** Nothing is known. */
        public static final Hint NONE = new Hint(Optional.empty(), "");

        /** Returns the hint that a file's name is. */
        public static Hint ofName(String name) {
            int dot = name.lastIndexOf('.');
            return dot < 0 ? NONE : new Hint(Optional.empty(), name.substring(dot + 1));
        }

        /** Returns this hint with a format that the user has named, if so. */
        public Hint as(Optional<RawSound> named) {
            return new Hint(named, extension);
        }
    }

    /** A file on disk. */
    record AudioFile(Path path, Hint hint) implements AudioInput {
        /** Makes one of which no more is known than its name. */
        public AudioFile(Path path) {
            this(path, Hint.ofName(String.valueOf(path.getFileName())));
        }

        @Override
        public String name() {
            return path.toString();
        }
    }

    /** Bytes that arrive once, in order, such as standard input. Reading stops at the end of the stream; it is not closed. */
    record AudioPipe(InputStream stream, Hint hint) implements AudioInput {
        /** Makes one of which nothing is known. */
        public AudioPipe(InputStream stream) {
            this(stream, Hint.NONE);
        }

        @Override
        public String name() {
            return "-";
        }
    }
}
