package qasr.console;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One error, as the user reads it.
 *
 * @param subject the file or option it is about, or "" if the message names it
 * @param message what is wrong and what to do, one line, lower case, without full stop
 */
public record Failure(String subject, String message, ExitStatus status) {
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z])(?=[A-Z])");

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
        if (e instanceof CharacterCodingException) {
            return "is not UTF-8 text; save it as UTF-8";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "exists and is not a directory";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? words(e) : e.getMessage();
    }

    /** Returns the words in the name of an exception without a message: "closed channel". */
    private static String words(IOException e) {
        String name = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        return name.equals("IO")
                ? "input/output error"
                : WORD_START.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
