package qasr.cli;

import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recording's name inside a transcript: only JSON has it. */
final class SourceName {
    private SourceName() {}

    /** Returns a transcript as that of {@code name}; empty if it is JSON that does not say {@code before}. */
    static Optional<String> replaced(String transcript, String before, String name) {
        if (!transcript.replace("\uFEFF", "").startsWith("{")) {
            return Optional.of(transcript);
        }
        // Quotes inside a text are escaped, so that this can only be the key.
        Matcher path = Pattern.compile("(\"path\": ?)" + Pattern.quote(new JsonPrimitive(before).toString()))
                .matcher(transcript);
        return path.find()
                ? Optional.of(path.replaceFirst("$1" + Matcher.quoteReplacement(new JsonPrimitive(name).toString())))
                : Optional.empty();
    }
}
