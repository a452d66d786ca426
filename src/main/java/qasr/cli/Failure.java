package qasr.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import qasr.audio.AudioException;

/**
 * One thing that went wrong, as the user hears of it.
 *
 * @param subject the file or option it is about, or "" if the message names it
 * @param message what is wrong and what to do, one line, lower case, without full stop
 */
record Failure(String subject, String message, ExitStatus status) {
    /** Returns what the user hears if {@code input} fails with {@code problem}. */
    static Failure of(Input input, Exception problem) {
        if (problem instanceof OutputFailedException output) {
            return output.failure();
        }
        if (problem instanceof IncompleteException incomplete) {
            return new Failure(input.name(), incomplete.getMessage(), incomplete.status());
        }
        if (problem instanceof AudioException audio) {
            return new Failure(input.name(), Remedies.of(audio), ExitStatus.INPUT);
        }
        if (problem instanceof InputException) {
            return new Failure(input.name(), problem.getMessage(), ExitStatus.INPUT);
        }
        return problem instanceof IOException unread
                ? new Failure(input.name(), reason(unread), ExitStatus.INPUT)
                : ProcessLimits.failure(input.name(), (RuntimeException) problem);
    }

    /** Returns subject and message as one. */
    String line() {
        return subject.isEmpty() ? message : subject + ": " + message;
    }

    /** Returns why {@code e} happened, without repeating the path that is the subject already. */
    static String reason(IOException e) {
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
