package qasr.spark;

import java.io.FileNotFoundException;

/** A file that changed while it was read: the file that was begun is no more. */
final class ChangedFileException extends FileNotFoundException {
    private static final long serialVersionUID = 1;

    ChangedFileException(String message) {
        super(message);
    }
}
