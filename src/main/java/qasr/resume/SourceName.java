package qasr.resume;

import java.util.Optional;
import qasr.output.Format;
import qasr.output.Layout;
import qasr.output.MalformedTranscriptException;
import qasr.output.TranscriptJsonReader;
import qasr.output.TranscriptWriter;
import qasr.transcript.Transcript;

/** Replaces the recording's name inside a transcript file: in JSON and in the heading of Markdown. */
final class SourceName {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SourceName() {}

    /**
     * Returns {@code transcript} with the name {@code before} replaced by {@code name}; empty if it does not have that
     * name.
     */
    static Optional<String> replaced(Format format, String transcript, String before, String name) {
        return switch (format) {
            case JSON -> inJson(transcript, before, name);
            case MD -> inMarkdown(transcript, before, name);
            default -> Optional.of(transcript);
        };
    }

    private static Optional<String> inJson(String transcript, String before, String name) {
        try {
            Transcript read = TranscriptJsonReader.read(transcript);
            if (!read.source().path().equals(before)) {
                return Optional.empty();
            }
            String written = TranscriptWriter.write(read.with(read.source().withPath(name)), Format.JSON);
            String mark = transcript.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
            // Line ends inside strings are escaped.
            return Optional.of(mark + (transcript.contains("\r\n") ? written.replace("\n", "\r\n") : written));
        } catch (MalformedTranscriptException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> inMarkdown(String transcript, String before, String name) {
        int start = transcript.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        String heading = Layout.of(before).markdownHeading();
        boolean found = transcript.startsWith(heading + "\n", start) || transcript.startsWith(heading + "\r\n", start);
        return found
                ? Optional.of(transcript.substring(0, start)
                        + Layout.of(name).markdownHeading()
                        + transcript.substring(start + heading.length()))
                : Optional.empty();
    }
}
