package qasr.audio;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The source of an encoded recording: a file or a stream. */
public sealed interface AudioInput {
    /** Returns the name of this input in messages: the path as the user wrote it, or "-". */
    String name();

    /** Returns the facts known about the recording besides its bytes. */
    Hint hint();

    /**
     * The facts known about a recording besides its bytes.
     *
     * @param raw the encoding that the user named for the bytes; empty if the bytes are to be examined
     * @param extension the extension of the file name without the dot, "" for none; used only if the bytes have no
     *     header
     */
    record Hint(Optional<RawSound> raw, String extension) {
        /** A hint without any information. */
        public static final Hint NONE = new Hint(Optional.empty(), "");

        /** Returns the hint that the file name {@code name} gives: its extension. */
        public static Hint ofName(String name) {
            int dot = name.lastIndexOf('.');
            return dot < 0 ? NONE : new Hint(Optional.empty(), name.substring(dot + 1));
        }

        /** Returns this hint with the encoding {@code named} by the user, if any. */
        public Hint as(Optional<RawSound> named) {
            return new Hint(named, extension);
        }
    }

    /** A file on disk. */
    record AudioFile(Path path, Hint hint) implements AudioInput {
        /** Creates an input with the hint of its file name. */
        public AudioFile(Path path) {
            this(path, Hint.ofName(String.valueOf(path.getFileName())));
        }

        @Override
        public String name() {
            return path.toString();
        }
    }

    /** A stream of bytes that can be read once, in order, such as standard input. It is never closed. */
    record AudioPipe(InputStream stream, Hint hint) implements AudioInput {
        /** Creates an input without a hint. */
        public AudioPipe(InputStream stream) {
            this(stream, Hint.NONE);
        }

        @Override
        public String name() {
            return "-";
        }
    }
}
