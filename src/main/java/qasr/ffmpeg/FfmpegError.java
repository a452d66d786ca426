package qasr.ffmpeg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bytedeco.ffmpeg.global.avutil;

/** Converts errors of FFmpeg and the file system to words. */
final class FfmpegError {
    private FfmpegError() {}

    /** Returns FFmpeg's own words for {@code code}, such as "invalid data found when processing input". */
    static String text(int code) {
        byte[] text = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
        avutil.av_strerror(code, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        String words = new String(text, 0, length, StandardCharsets.UTF_8);
        return words.isEmpty() ? "error " + code : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    /** Returns the reason without the file name: the file system's reason if it gives one. */
    static String reason(IOException exception) {
        if (exception instanceof java.nio.file.FileSystemException failure && failure.getReason() != null) {
            return failure.getReason().toLowerCase(Locale.ROOT);
        }
        String message = exception.getMessage();
        return message == null ? exception.getClass().getSimpleName() : message;
    }
}
