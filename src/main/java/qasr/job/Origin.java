package qasr.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import qasr.batch.FileHistory;
import qasr.batch.FileName;
import qasr.engine.Session;
import qasr.output.ReportFacts;
import qasr.transcript.Transcript;

/**
 * The origin of an output.
 *
 * @param source the name of the recording; of several recordings, the {@linkplain #source(List) names}
 * @param place the recording's absolute path as records have it, "" if that is not known
 * @param rendered whether the output is made from an earlier result, without decoding the recording
 * @param corrected whether the output contains a user's corrections or retried text
 * @param facts the entry of each recording in a report, as JSON objects; none if they are not known yet
 */
public record Origin(String source, String place, boolean rendered, boolean corrected, List<String> facts) {
    public Origin {
        facts = List.copyOf(facts);
    }

    /** Creates the origin of an output of a recording whose place is not known. */
    public Origin(String source, boolean rendered, boolean corrected) {
        this(source, "", rendered, corrected, List.of());
    }

    /** Returns the origin of an output made from {@code input}. */
    public static Origin of(Input input) {
        return new Origin(input.name(), input.isFile() ? place(input.path()) : "", false, false, List.of());
    }

    /** Returns the origin of an output made from an earlier result. */
    public static Origin of(Transcript result) {
        return new Origin(result.source().path(), "", true, result.isRevised(), List.of(ReportFacts.of(result)));
    }

    /** Returns the same of an output made from an earlier result. */
    public Origin ofResult() {
        return new Origin(source, place, true, corrected, facts);
    }

    /** Returns the same of an output that contains a user's corrections or retried text, or that may do so. */
    public Origin corrected(boolean orMore) {
        return new Origin(source, place, rendered, corrected || orMore, facts);
    }

    /**
     * Returns whether a record says that a result contains a user's work. Of a text of the user's that was aligned, the
     * result itself does not tell.
     */
    public static boolean isCorrected(Path result, Session session) {
        Path file = result.toAbsolutePath();
        try {
            return session.states().history().of(file.getParent(), file) == FileHistory.State.CORRECTED;
        } catch (IOException e) {
            return false; // a corrected file is then not replaced by what is made from the result
        }
    }

    /** Returns the origin of one file with the outputs of all {@code parts}. */
    static Origin joined(List<Origin> parts) {
        List<String> facts = new ArrayList<>();
        parts.forEach(part -> facts.addAll(part.facts()));
        return new Origin(
                source(parts.stream().map(Origin::source).toList()),
                "",
                parts.stream().allMatch(Origin::rendered),
                parts.stream().anyMatch(Origin::corrected),
                facts);
    }

    /** Returns the origin of one file made from earlier results. */
    public static Origin ofAll(List<Transcript> results) {
        return joined(results.stream().map(Origin::of).toList());
    }

    /** Returns what a record calls several recordings: their names, one in a line. */
    public static String source(List<String> names) {
        return String.join("\n", names);
    }

    /** Returns what a record calls the place of a recording. */
    public static String place(Path recording) {
        return FileName.shown(FileName.of(recording.toAbsolutePath().normalize()));
    }
}
