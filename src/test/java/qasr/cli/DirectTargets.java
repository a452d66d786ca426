package qasr.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import qasr.batch.ClockTime;
import qasr.batch.FileList;
import qasr.batch.NameFilter;
import qasr.batch.NameTemplate;
import qasr.batch.NaturalOrder;
import qasr.console.CommandException;
import qasr.edit.Glossary;
import qasr.edit.GlossaryException;
import qasr.edit.GlossaryFile;
import qasr.job.Input;
import qasr.job.OutputNames;
import qasr.output.Format;
import qasr.output.Layout;
import qasr.output.MalformedTranscriptException;
import qasr.output.TranscriptJsonReader;
import qasr.output.TranscriptWriter;
import qasr.transcript.Transcript;

/**
 * The parts of {@link ByteTargets} that read bytes, called without a run of the program: a thousand calls per second.
 */
final class DirectTargets {
    private final Path file;

    /** Makes them; they may write to {@code file}. */
    DirectTargets(Path file) {
        this.file = file;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Reads results and writes them in every format; JSON comes back as it was. */
    void results(byte[] bytes) throws IOException {
        List<Transcript> transcripts;
        try {
            transcripts = TranscriptJsonReader.readAll(text(bytes));
        } catch (MalformedTranscriptException e) {
            checkMessage(e);
            return;
        }
        for (Transcript transcript : transcripts) {
            for (Format format : Format.values()) {
                String written = write(transcript, format);
                if (format == Format.JSON
                        && !write(TranscriptJsonReader.read(written), format).equals(written)) {
                    throw new AssertionError("what was read is not what was written: " + written);
                }
            }
        }
    }

    private static String write(Transcript transcript, Format format) {
        TranscriptWriter writer = format.writer(Layout.of(transcript.source().path()));
        StringBuilder text = new StringBuilder();
        transcript.utterances().forEach(utterance -> text.append(writer.piece(utterance)));
        return text.append(writer.rest(transcript)).toString();
    }

    /** Reads a glossary. */
    void glossary(byte[] bytes) {
        try {
            Glossary glossary =
                    new GlossaryFile().read("names", text(bytes).lines().toList());
            if (glossary.and(Glossary.EMPTY).isEmpty() && !glossary.isEmpty()) {
                throw new AssertionError("entries are gone");
            }
        } catch (GlossaryException e) {
            checkMessage(e);
        }
    }

    /** Reads a file of settings. */
    void settings(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try {
            SettingsFile.read(file);
        } catch (CommandException e) {
            checkMessage(e.failure().message());
        }
    }

    /** Reads lists, patterns, templates and times. */
    void names(byte[] bytes) {
        try {
            List<String> names = FileList.parse(bytes);
            Set<String> sorted = names.stream()
                    .sorted(new NaturalOrder())
                    .collect(Collectors.toSet()); // throws if the comparison is not a consistent order
            if (!sorted.containsAll(names)) {
                throw new AssertionError("names are gone");
            }
            OutputNames.of(names.stream().map(Input::new).toList());
        } catch (CharacterCodingException e) {
            // the program reports the same for the list
        }
        try {
            new NameFilter(List.of(text(bytes)), List.of());
        } catch (PatternSyntaxException e) {
            checkMessage(e.getDescription());
        }
        try {
            ClockTime.parse(text(bytes));
        } catch (IllegalArgumentException e) {
            checkMessage(e.getMessage());
        }
        template(text(bytes));
    }

    private static void template(String pattern) {
        NameTemplate template;
        try {
            template = new NameTemplate(pattern);
        } catch (IllegalArgumentException e) {
            checkMessage(e.getMessage());
            return;
        }
        String filled = template.fill(new NameTemplate.Values("a/b", "..", "...", "en", "txt"));
        if (filled.startsWith("/") || ("/" + filled + "/").contains("/../")) {
            throw new AssertionError("'" + pattern + "' leads out of its folder: " + filled);
        }
    }

    private static void checkMessage(Exception e) {
        checkMessage(Optional.ofNullable(e.getMessage()).orElse(""));
    }

    private static void checkMessage(String message) {
        if (message.isBlank() || message.contains("Exception")) {
            throw new AssertionError("message: '" + message + "'");
        }
    }
}
