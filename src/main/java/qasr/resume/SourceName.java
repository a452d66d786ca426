package qasr.resume;

import java.util.Optional;
import qasr.output.Format;
import qasr.output.Layout;
import qasr.output.MalformedTranscriptException;
import qasr.output.TranscriptJsonReader;
import qasr.output.TranscriptWriter;
import qasr.transcript.Transcript;

/** Replaces the recording's name inside a transcript file: in JSON, RTTM and the headings of Markdown and HTML. */
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
            case HTML -> inHtml(transcript, Layout.of(before), Layout.of(name));
            case RTTM -> inRttm(transcript, Layout.of(before), Layout.of(name));
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

    /** The title is in the head, and once more in the first heading. */
    private static Optional<String> inHtml(String transcript, Layout before, Layout after) {
        String old = "<title>" + before.htmlTitle() + "</title>";
        String oldHeading = "<h1>" + before.htmlTitle() + "</h1>";
        int title = transcript.indexOf(old);
        int heading = transcript.indexOf(oldHeading, title + old.length());
        if (title < 0 || heading < 0) {
            return Optional.empty();
        }
        return Optional.of(transcript.substring(0, title)
                + "<title>" + after.htmlTitle() + "</title>"
                + transcript.substring(title + old.length(), heading)
                + "<h1>" + after.htmlTitle() + "</h1>"
                + transcript.substring(heading + oldHeading.length()));
    }

    private static Optional<String> inRttm(String transcript, Layout before, Layout after) {
        String old = before.rttmBeginning();
        String[] rows = transcript.split("(?<=\n)", -1);
        StringBuilder renamed = new StringBuilder();
        for (String row : rows) {
            if (!row.isEmpty() && !row.startsWith(old)) {
                return Optional.empty();
            }
            renamed.append(row.isEmpty() ? "" : after.rttmBeginning() + row.substring(old.length()));
        }
        return Optional.of(renamed.toString());
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
