package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.text.Language;

/** The detected languages of one recording: table rows as soon as they are known, and one JSON object at the end. */
public final class LanguageTable {
    private final String source;
    private final List<Answer> answers = new ArrayList<>();

    /** The probability, in [0, 1], that speech is in the language {@code name}. */
    public record Candidate(String name, double probability) {}

    /** The candidates, best first, for one chunk, or for the whole recording if {@code chunk} is empty. */
    private record Answer(Optional<SegmentTable.Segment> chunk, List<Candidate> candidates) {}

    /** Creates an empty table for the recording that the user calls {@code source}. */
    public LanguageTable(String source) {
        this.source = source;
    }

    /** Adds the answer for the whole recording; returns its rows: source, name, code, probability. */
    public String addWhole(List<Candidate> ranked) {
        answers.add(new Answer(Optional.empty(), List.copyOf(ranked)));
        return rows(field(source), ranked);
    }

    /** Adds the answer for one chunk; returns its rows: source, start, end, name, code, probability. */
    public String addChunk(SegmentTable.Segment chunk, List<Candidate> ranked) {
        answers.add(new Answer(Optional.of(chunk), List.copyOf(ranked)));
        return rows(
                field(source) + "\t" + JsonText.seconds(chunk.start()) + "\t" + JsonText.seconds(chunk.end()), ranked);
    }

    private static String rows(String place, List<Candidate> ranked) {
        StringBuilder rows = new StringBuilder();
        for (Candidate candidate : ranked) {
            rows.append(place).append('\t').append(field(candidate.name())).append('\t');
            rows.append(code(candidate)).append('\t');
            rows.append(JsonText.fraction(candidate.probability())).append('\n');
        }
        return rows.toString();
    }

    private static String field(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String code(Candidate candidate) {
        return Language.named(candidate.name()).codeOrName();
    }

    /**
     * Returns a document of the schema {@code qasr.languages/1}. "languages" is the answer for the whole recording,
     * "segments" has the answers for its chunks; either may be empty.
     */
    public String json(boolean oneLine) {
        return JsonText.of(oneLine, json -> {
            json.beginObject();
            json.name("schema").value("qasr.languages/1");
            json.name("source").value(source);
            json.name("languages");
            writeCandidates(
                    json,
                    answers.stream()
                            .filter(answer -> answer.chunk().isEmpty())
                            .flatMap(answer -> answer.candidates().stream())
                            .toList());
            json.name("segments").beginArray();
            int id = 0;
            for (Answer answer : answers) {
                if (answer.chunk().isPresent()) {
                    writeChunk(json, id++, answer.chunk().get(), answer.candidates());
                }
            }
            json.endArray().endObject();
        });
    }

    private static void writeChunk(JsonWriter json, int id, SegmentTable.Segment chunk, List<Candidate> candidates)
            throws IOException {
        json.beginObject();
        json.name("id").value(id);
        json.name("start").value(JsonText.seconds(chunk.start()));
        json.name("end").value(JsonText.seconds(chunk.end()));
        chunk.writeVoice(json);
        json.name("languages");
        writeCandidates(json, candidates);
        json.endObject();
    }

    private static void writeCandidates(JsonWriter json, List<Candidate> candidates) throws IOException {
        json.beginArray();
        for (Candidate candidate : candidates) {
            json.beginObject();
            json.name("name").value(candidate.name());
            json.name("code").value(code(candidate));
            json.name("probability").value(JsonText.fraction(candidate.probability()));
            json.endObject();
        }
        json.endArray();
    }
}
