package qasr.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import qasr.batch.Digests;

/**
 * What each option of {@code transcribe} changes, which decides whether an output is current. A test demands that every
 * option is listed here; one that is not counts as changing the words.
 */
final class OptionEffects {
    /** What an option changes. */
    enum Effect {
        /** What is heard and written down: nothing of an earlier run can be used. */
        WORDS,
        /** The files only: what was heard can be used again. */
        FILES,
        /** Neither. */
        NOTHING
    }

    /** Raise it when the same recording, model and options give other words than before. */
    static final String ALGORITHM = "2";

    private static final Map<String, Effect> EFFECTS = new LinkedHashMap<>();

    static {
        // The model counts by its content, see fingerprint.
        put(Effect.NOTHING, "--model", "--threads", "--require-device", "--batch-size", "--jobs");
        put(Effect.WORDS, "--device", "--dtype", "--forced-tokens");
        put(Effect.WORDS, "--language", "--languages", "--language-per", "--context", "--glossary", "--glossary-mode");
        put(
                Effect.WORDS,
                "--max-chunk",
                "--no-vad",
                "--vad-threshold",
                "--min-speech",
                "--min-silence",
                "--speech-pad");
        put(Effect.WORDS, "--audio-track", "--start", "--end", "--raw", "--channels", "--segments");
        put(Effect.WORDS, "--guard", "--no-guard", "--retries", "--max-new-tokens", "--beam");
        put(Effect.WORDS, "--verbatim", "--zh-script", "--itn", "--punctuation");
        put(Effect.FILES, "--paragraphs", "--timestamps", "--title", "--bom", "--crlf", "--subtitle-profile");
        put(Effect.FILES, "--max-line-width", "--max-lines", "--max-cps", "--min-cue", "--max-cue", "--min-gap");
        put(Effect.FILES, "--highlight");
        put(Effect.NOTHING, "--recursive", "--files-from", "--include", "--exclude", "--format", "--output");
        put(Effect.NOTHING, "--output-dir", "--name-template", "--no-headings", "--on-exists", "--resume");
        put(Effect.NOTHING, "--no-trace", "--report", "--fail-fast", "--strict", "--min-coverage", "--review");
        put(Effect.NOTHING, "--fail-on-no-speech", "--lint", "--stage-times", "--profile", "--progress", "--color");
        put(Effect.NOTHING, "--quiet", "--verbose", "--debug", "--help", "--version", "--config", "--log-file");
    }

    private static void put(Effect effect, String... names) {
        for (String name : names) {
            EFFECTS.put(name, effect);
        }
    }

    private OptionEffects() {}

    /** Returns what an option changes, if that is known. */
    static Optional<Effect> of(OptionSpec option) {
        return Optional.ofNullable(EFFECTS.get(option.longestName()));
    }

    /**
     * Returns the values of all options that have {@code effect}, files by their content.
     *
     * @throws IOException if such a file cannot be read
     */
    static List<String> values(CommandSpec command, Effect effect) throws IOException {
        List<String> values = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            if (of(option).orElse(Effect.WORDS) == effect) {
                Object value = option.getValue();
                if (value != null) {
                    values.add(option.longestName());
                    add(value, values);
                }
            }
        }
        return values;
    }

    private static void add(Object value, List<String> values) throws IOException {
        if (value instanceof Collection<?> several) {
            for (Object one : several) {
                add(one, values);
            }
        } else if (value instanceof Path file && Files.isRegularFile(file)) {
            values.add(Digests.ofFile(file));
        } else if (value instanceof String text && text.startsWith("@")) {
            values.add(
                    Digests.ofBytes(Files.readString(Path.of(text.substring(1))).getBytes(StandardCharsets.UTF_8)));
        } else {
            values.add(String.valueOf(value));
        }
    }
}
