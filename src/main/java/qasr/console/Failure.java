package qasr.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * One thing that went wrong, as the user hears of it.
 *
 * @param subject the file or option it is about, or "" if the message names it
 * @param message what is wrong and what to do, one line, lower case, without full stop
 */
public record Failure(String subject, String message, ExitStatus status) {
    /** Returns subject and message as one. */
    public String line() {
        return subject.isEmpty() ? message : subject + ": " + message;
    }

    /** Returns why {@code e} happened, without repeating the path that is the subject already. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "exists and is not a directory";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
