package qasr.job;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import qasr.audio.AudioInput;
import qasr.audio.RawSound;
import qasr.batch.Digests;
import qasr.batch.FileName;
import qasr.console.Failure;
import qasr.console.InputException;

/**
 * One recording of a run: an INPUT as the user wrote it, or a file of an INPUT directory.
 *
 * @param name its name in results and messages: {@code text} as it can be shown
 * @param folder where it lies below the directory that was named, with slashes; "" for directly in it, or if it was
 *     named itself
 * @param text its name in the way of {@link FileName}, which holds any bytes
 * @param raw the encoding of its bytes, if the user has named it
 * @param place the file, if {@code text} is no path of this machine: a program that embeds qasr may bring a file system of
 *     its own ({@link java.nio.file.spi.FileSystemProvider})
 */
public record Input(String name, String folder, String text, Optional<RawSound> raw, Optional<Path> place) {
    /** The name of standard input. */
    public static final String STANDARD_INPUT = "-";

    public Input(String text) {
        this(text, "");
    }

    Input(String text, String folder) {
        this(FileName.shown(text), folder, text, Optional.empty(), Optional.empty());
    }

    /**
     * Creates an input whose bytes are in {@code place}, which need not be a file of this machine.
     *
     * @param name its name in results and messages
     * @param file the name of the file, which names its results
     * @param folder where its results go below the folder of all results, with slashes
     */
    public static Input at(Path place, String name, String file, String folder) {
        return new Input(name, folder, file, Optional.empty(), Optional.of(place));
    }

    /** Returns this input as sound that is encoded in a way that the user has named, if so. */
    public Input as(Optional<RawSound> named) {
        return new Input(name, folder, text, named, place);
    }

    public boolean isStandardInput() {
        return name.equals(STANDARD_INPUT);
    }

    /** Returns the file's name without its folders; "stdin" for standard input. */
    public String fileName() {
        if (isStandardInput()) {
            return "stdin";
        }
        if (!isExpressible()) {
            return name.substring(name.lastIndexOf('/') + 1);
        }
        // With a hundred thousand names, a path would cost more than all other fields.
        if (File.separatorChar == '/' && !text.endsWith("/") && !FileName.hasBytes(text)) {
            return text.substring(text.lastIndexOf('/') + 1);
        }
        Path file = path().getFileName();
        return file == null ? name : FileName.of(file);
    }

    /** Returns {@link #fileName} without its extension. */
    public String stem() {
        String file = fileName();
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    /** Returns the path of an input that is not standard input. */
    public Path path() {
        return place.orElseGet(() -> FileName.path(text));
    }

    /** Tells whether it can be read again from its beginning. */
    public boolean isFile() {
        return !isStandardInput() && isExpressible() && Files.isRegularFile(path());
    }

    /** Returns the SHA-256 of its bytes in hexadecimal; "" for what is no file that can be read again. */
    public String sha256() throws IOException {
        return isFile() ? Digests.ofFile(path()) : "";
    }

    /** Tells whether the name can be a path at all in the process's locale. */
    public boolean isExpressible() {
        try {
            return isStandardInput() || path() != null;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Looks at the file, without decoding anything, and returns what to decode. A named pipe or a shell's
     * {@code <(command)} is read like standard input, once and in order.
     *
     * @throws InputException if there is nothing to decode
     */
    public AudioInput open(InputStream standardInput) throws InputException {
        if (isStandardInput()) {
            return new AudioInput.AudioPipe(standardInput, AudioInput.Hint.NONE.as(raw));
        }
        check();
        try {
            return Files.isRegularFile(path())
                    ? new AudioInput.AudioFile(path(), hint())
                    : new AudioInput.AudioPipe(Files.newInputStream(path()), hint());
        } catch (IOException e) {
            throw new InputException("cannot be read: " + Failure.reason(e));
        }
    }

    /** Returns what is known of the sound of an input that is not standard input. */
    public AudioInput.Hint hint() {
        return AudioInput.Hint.ofName(fileName()).as(raw);
    }

    /**
     * Tells why the file cannot hold a recording, as far as that shows from outside.
     *
     * @throws InputException if it is missing, a directory, unreadable or empty
     */
    public void check() throws InputException {
        if (isStandardInput()) {
            return;
        }
        if (!isExpressible()) {
            throw new InputException(
                    "the locale cannot express this name; set LC_ALL to a UTF-8 locale, such as C.UTF-8");
        }
        Path file = path();
        if (!Files.exists(file)) {
            throw new InputException("no such file");
        }
        if (Files.isDirectory(file)) {
            throw new InputException(
                    Files.isReadable(file) && Files.isExecutable(file)
                            ? "is a directory that cannot be listed"
                            : "cannot be read: permission denied");
        }
        if (!Files.isReadable(file)) {
            throw new InputException("cannot be read: permission denied");
        }
        if (isEmpty(file)) {
            throw new InputException("is empty (0 bytes): there is no recording in it");
        }
    }

    private static boolean isEmpty(Path file) throws InputException {
        try {
            return Files.isRegularFile(file) && Files.size(file) == 0;
        } catch (IOException e) {
            throw new InputException("cannot be read: " + Failure.reason(e));
        }
    }
}
