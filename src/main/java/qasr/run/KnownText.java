package qasr.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.UserText;
import qasr.correct.CorrectedText;
import qasr.correct.HighlightedSubtitles;
import qasr.output.Format;
import qasr.output.TranscriptJsonReader;
import qasr.text.TextJoiner;
import qasr.transcript.Transcript;

/**
 * A text that is to get times: running text, subtitles or a result in JSON; the file's content tells which.
 *
 * @param format what the file is: TXT, SRT, VTT or JSON
 * @param file its content; subtitles that highlight words, once
 * @param rows for each line of {@code lines}, the row of the file that has its times
 * @param lines the lines of running text, or the texts of subtitles, each on one line without tags
 * @param transcript the result, if it is one
 */
record KnownText(Format format, String file, List<Integer> rows, List<String> lines, Optional<Transcript> transcript) {
    /** Tags of SRT and WebVTT, and the overrides that some programs write into SRT. */
    private static final Pattern TAGS = Pattern.compile("</?[^<>]*>|\\{\\\\[^{}]*\\}");

    private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");

    KnownText {
        rows = List.copyOf(rows);
        lines = List.copyOf(lines);
    }

    /**
     * Reads {@code path}.
     *
     * @throws CommandException if it cannot be read or has no text
     */
    static KnownText read(Path path) throws CommandException {
        try {
            String file = UserText.read(path);
            KnownText text = file.stripLeading().startsWith("{") ? json(file) : text(file);
            if (text.lines().stream().allMatch(String::isBlank)) {
                throw failure(path, "has no text");
            }
            return text;
        } catch (IOException e) {
            throw failure(path, Failure.reason(e));
        }
    }

    private static KnownText json(String file) throws IOException {
        Transcript transcript = TranscriptJsonReader.read(file);
        List<String> lines = transcript.utterances().stream()
                .map(utterance -> utterance.text())
                .toList();
        return new KnownText(Format.JSON, file, List.of(), lines, Optional.of(transcript));
    }

    private static KnownText text(String original) {
        String file = HighlightedSubtitles.once(original);
        CorrectedText read = CorrectedText.parse(file);
        boolean subtitles = read.lines().stream().anyMatch(line -> line.span().isPresent());
        Format format = !subtitles ? Format.TXT : file.startsWith("WEBVTT") ? Format.VTT : Format.SRT;
        List<CorrectedText.Line> lines = read.lines().stream()
                .filter(line -> !plain(line.text(), subtitles).isEmpty())
                .toList();
        return new KnownText(
                format,
                file,
                lines.stream().map(CorrectedText.Line::row).toList(),
                lines.stream().map(line -> plain(line.text(), subtitles)).toList(),
                Optional.empty());
    }

    private static String plain(String text, boolean subtitles) {
        String words = subtitles ? TAGS.matcher(text).replaceAll("") : text;
        StringBuilder joined = new StringBuilder();
        words.lines()
                .map(row -> BLANKS.matcher(row).replaceAll(" ").strip())
                .forEach(row -> joined.append(TextJoiner.isBlankBetweenRows(joined.toString(), row) ? " " : "")
                        .append(row));
        return joined.toString();
    }

    private static CommandException failure(Path path, String message) {
        return new CommandException(new Failure(path.toString(), message, ExitStatus.INPUT));
    }
}
