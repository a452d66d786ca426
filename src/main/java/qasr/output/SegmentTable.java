package qasr.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The chunks of one recording: table rows as soon as they are known, and one JSON object at the end. */
public final class SegmentTable {
    private static final String COLUMNS = "start\tend\tduration\n";

    private final String source;
    private final boolean shared;
    private final List<Segment> segments = new ArrayList<>();

    /** The start and end of one chunk in the recording. */
    public record Segment(Duration start, Duration end) {
        public Segment {
            if (start.isNegative() || end.compareTo(start) < 0) {
                throw new IllegalArgumentException("segment from " + start + " to " + end);
            }
        }
    }

    /** Creates an empty table for the recording that the user calls {@code source}. */
    public SegmentTable(String source) {
        this(source, false);
    }

    /** Makes the same; if tables of several recordings are {@code shared}, rows begin with the recording's name. */
    public SegmentTable(String source, boolean shared) {
        this.source = source;
        this.shared = shared;
    }

    /** Returns the line above the rows of several recordings. */
    public static String sharedColumns() {
        return "file\t" + COLUMNS;
    }

    /** Adds a chunk; returns its row: start, end and duration in seconds, separated by tabs. */
    public String add(Segment segment) {
        segments.add(segment);
        return (shared ? Table.line(source) + "\t" : "") + JsonText.seconds(segment.start()) + "\t"
                + JsonText.seconds(segment.end()) + "\t"
                + JsonText.seconds(segment.end().minus(segment.start())) + "\n";
    }

    /**
     * Returns the last chunk that was added as a row of RTTM, as NIST's tools read it: a turn of one speaker called
     * speech. Blanks in the recording's name become underscores.
     */
    public String rttm() {
        Segment segment = segments.get(segments.size() - 1);
        String name = Table.line(source).replaceAll("(?U)\\s", "_");
        return "SPEAKER " + name + " 1 " + JsonText.seconds(segment.start()) + " "
                + JsonText.seconds(segment.end().minus(segment.start())) + " <NA> <NA> speech <NA> <NA>\n";
    }

    /** Returns the last chunk that was added as a label of Audacity: start, end and its number. */
    public String label() {
        Segment segment = segments.get(segments.size() - 1);
        return JsonText.seconds(segment.start()) + "\t" + JsonText.seconds(segment.end()) + "\t" + segments.size()
                + "\n";
    }

    /** Returns the number of chunks. */
    public int size() {
        return segments.size();
    }

    /** Returns a document of the schema {@code qasr.segments/1} for a recording of length {@code duration}. */
    public String json(Duration duration, boolean oneLine) {
        return JsonText.of(oneLine, json -> {
            json.beginObject();
            json.name("schema").value("qasr.segments/1");
            json.name("source").value(source);
            json.name("duration").value(JsonText.seconds(duration));
            json.name("segments").beginArray();
            for (int id = 0; id < segments.size(); id++) {
                Segment segment = segments.get(id);
                json.beginObject();
                json.name("id").value(id);
                json.name("start").value(JsonText.seconds(segment.start()));
                json.name("end").value(JsonText.seconds(segment.end()));
                json.name("duration").value(JsonText.seconds(segment.end().minus(segment.start())));
                json.endObject();
            }
            json.endArray().endObject();
        });
    }
}
