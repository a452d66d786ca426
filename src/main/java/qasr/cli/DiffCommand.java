package qasr.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.Ink;
import qasr.console.UserText;
import qasr.edit.EditTrail;
import qasr.engine.Session;
import qasr.output.MalformedTranscriptException;
import qasr.output.TranscriptJsonReader;
import qasr.transcript.Edit;

/** {@code qasr diff}. */
@CommandLine.Command(
        name = "diff",
        description = {
            "Show what was changed in the model's text.",
            "Changes are shown as [-before-]{+after+}, or in red and green with --color. Segments without changes are left out."
        },
        footer = {"  qasr diff meeting.json", "  qasr diff --color always meeting.json | less -R"})
final class DiffCommand implements Command {
    @Parameters(
            paramLabel = "RESULT",
            arity = "1..*",
            description = "A result of 'qasr transcribe -f json' or -f jsonl.")
    private List<Path> results;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        Map<String, Integer> counts = new TreeMap<>();
        List<Failure> failures = new ArrayList<>();
        for (Path result : results) {
            try {
                show(session.console(), wordings(result), counts);
            } catch (CommandException e) {
                failures.add(e.failure());
            }
        }
        failures.forEach(session.console()::error);
        if (failures.size() == results.size()) {
            return ExitStatus.INPUT;
        }
        session.console()
                .note(
                        counts.isEmpty()
                                ? "no edits"
                                : counts.entrySet().stream()
                                        .map(count -> count.getValue() + " " + count.getKey())
                                        .collect(Collectors.joining(", ", "edits: ", "")));
        return ExitStatus.ofRun(failures, results.size());
    }

    private static List<TranscriptJsonReader.Said> wordings(Path file) throws CommandException {
        try {
            return TranscriptJsonReader.wordings(UserText.read(file));
        } catch (MalformedTranscriptException e) {
            throw unreadable(file, e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw unreadable(file, Failure.reason(e), e);
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + Failure.reason(e), e);
        }
    }

    private static CommandException unreadable(Path file, String message, Exception cause) {
        return new CommandException(new Failure(file.toString(), message, ExitStatus.INPUT), cause);
    }

    private static void show(Console console, List<TranscriptJsonReader.Said> all, Map<String, Integer> counts) {
        for (TranscriptJsonReader.Said said : all) {
            List<Edit> edits = said.wording().edits();
            if (!edits.isEmpty()) {
                edits.forEach(edit -> counts.merge(edit.kind(), 1, Integer::sum));
                console.result(
                        time(said.start()) + "  " + marked(said.wording().raw(), edits, console.outColors()) + "\n");
            }
        }
    }

    private static String time(Duration time) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%03d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart());
    }

    private static String marked(String raw, List<Edit> edits, boolean colors) {
        StringBuilder line = new StringBuilder();
        for (EditTrail.Piece piece : new EditTrail(raw, edits).pieces()) {
            if (!piece.isChanged()) {
                line.append(Console.oneLine(piece.to()));
            } else {
                line.append(mark(colors, Ink.RED, "[-", Console.oneLine(piece.from()), "-]"));
                line.append(mark(colors, Ink.GREEN, "{+", Console.oneLine(piece.to()), "+}"));
            }
        }
        return line.toString();
    }

    private static String mark(boolean colors, Ink ink, String open, String text, String close) {
        if (text.isEmpty()) {
            return "";
        }
        return colors ? ink.on(true, text) : open + text + close;
    }
}
