package qasr.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonStreamParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import qasr.edit.EditTrail;
import qasr.transcript.Edit;

/** {@code qasr diff}. */
@CommandLine.Command(
        name = "diff",
        description =
                "Show what was changed in the model's text, from a JSON or JSON Lines result: [-before-]{+after+},"
                        + " or red and green where --color has it. Segments without changes are left out.",
        footerHeading = "%nExamples:%n",
        footer = {"  qasr diff meeting.json", "  qasr diff --color always meeting.json | less -R"})
final class DiffCommand implements Command {
    @Parameters(paramLabel = "RESULT", arity = "1..*", description = "Results of transcribe -f json or jsonl.")
    private List<Path> results;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        Map<String, Integer> counts = new TreeMap<>();
        for (Path result : results) {
            for (JsonObject transcript : transcripts(result)) {
                try {
                    show(session.console(), transcript, counts);
                } catch (RuntimeException e) {
                    throw unreadable(result, "is no transcript whose edits can be followed: " + e.getMessage(), e);
                }
            }
        }
        session.console()
                .note(
                        counts.isEmpty()
                                ? "no edits"
                                : counts.entrySet().stream()
                                        .map(count -> count.getValue() + " " + count.getKey())
                                        .collect(Collectors.joining(", ", "edits: ", "")));
        return ExitStatus.DONE;
    }

    private static List<JsonObject> transcripts(Path file) throws CommandException {
        List<JsonObject> transcripts = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            new JsonStreamParser(reader).forEachRemaining(element -> transcripts.add(element.getAsJsonObject()));
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + Failure.reason(e), e);
        } catch (JsonParseException | IllegalStateException e) {
            throw unreadable(file, "is not JSON of a transcript", e);
        }
        return transcripts;
    }

    private static CommandException unreadable(Path file, String message, Exception cause) {
        return new CommandException(new Failure(file.toString(), message, ExitStatus.INPUT), cause);
    }

    private static void show(Console console, JsonObject transcript, Map<String, Integer> counts) {
        for (JsonElement element : transcript.getAsJsonArray("segments")) {
            JsonObject segment = element.getAsJsonObject();
            List<Edit> edits = new ArrayList<>();
            if (segment.has("edits")) {
                segment.getAsJsonArray("edits").forEach(edit -> edits.add(edit(edit.getAsJsonObject())));
            }
            if (!edits.isEmpty()) {
                edits.forEach(edit -> counts.merge(edit.kind(), 1, Integer::sum));
                Duration start =
                        Duration.ofMillis(Math.round(segment.get("start").getAsDouble() * 1000));
                console.result(time(start) + "  "
                        + marked(segment.get("raw_text").getAsString(), edits, console.outColors()) + "\n");
            }
        }
    }

    private static Edit edit(JsonObject edit) {
        return new Edit(
                edit.get("kind").getAsString(),
                edit.get("at").getAsInt(),
                edit.get("from").getAsString(),
                edit.get("to").getAsString());
    }

    private static String time(Duration time) {
        return String.format(
                "%d:%02d:%02d.%03d", time.toHours(), time.toMinutesPart(), time.toSecondsPart(), time.toMillisPart());
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
