package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.transcript.TimeSpan;

/** The chunks of one recording: table rows as soon as they are known, and one JSON object at the end. */
public final class SegmentTable {
    private static final String COLUMNS = "start\tend\tduration";

    private final String source;
    private final boolean shared;
    private final String recording;
    private final List<Segment> segments = new ArrayList<>();
    private final List<SoundSheet> sheets = new ArrayList<>();

    /**
     * The start and end of one chunk in the recording.
     *
     * @param speaker who speaks in it, or "" if unknown
     * @param channel the number of its audio channel, or "" for a mix of all channels
     * @param named whether tables name the speaker
     */
    public record Segment(Duration start, Duration end, String speaker, String channel, boolean named) {
        public Segment(Duration start, Duration end) {
            this(start, end, "", "", false);
        }

        public Segment {
            if (start.isNegative() || end.compareTo(start) < 0) {
                throw new IllegalArgumentException("segment from " + start + " to " + end);
            }
        }

        /** Writes the channel and the speaker, where they are known. */
        void writeVoice(JsonWriter json) throws IOException {
            if (!channel.isEmpty()) {
                json.name("channel").value(channel);
            }
            if (!speaker.isEmpty()) {
                json.name("speaker").value(speaker);
            }
        }
    }

    /** Creates an empty table for the recording that the user calls {@code source}. */
    public SegmentTable(String source) {
        this(source, false);
    }

    /** Makes the same; if tables of several recordings are {@code shared}, rows begin with the recording's name. */
    public SegmentTable(String source, boolean shared) {
        this(source, shared, false);
    }

    /** Makes the same; if {@code path}, RTTM names the recording by its path instead of its stem. */
    public SegmentTable(String source, boolean shared, boolean path) {
        this.source = source;
        this.shared = shared;
        recording = path ? source : RttmWriter.stem(source);
    }

    /** Returns the line above the rows of several recordings. */
    public static String sharedColumns(boolean speakers) {
        return columns(true, speakers, false);
    }

    /** Returns the line above rows that may begin with a file, and have speakers and measurements. */
    public static String columns(boolean shared, boolean speakers, boolean measured) {
        return (shared ? "file\t" : "") + COLUMNS + (speakers ? "\tspeaker" : "")
                + (measured ? "\t" + SoundSheet.NAMES : "") + "\n";
    }

    /** Adds a chunk with its measurements; returns its row, with the measurements after the duration. */
    public String add(Segment segment, SoundSheet sheet) {
        sheets.add(sheet);
        String row = add(segment);
        return row.substring(0, row.length() - 1) + "\t" + sheet.columns() + "\n";
    }

    /** Adds a chunk; returns its row: start, end and duration in seconds, separated by tabs. */
    public String add(Segment segment) {
        segments.add(segment);
        return (shared ? Table.line(source) + "\t" : "") + JsonText.seconds(segment.start()) + "\t"
                + JsonText.seconds(segment.end()) + "\t"
                + JsonText.seconds(segment.end().minus(segment.start()))
                + (segment.named() ? "\t" + Table.line(segment.speaker()) : "") + "\n";
    }

    /**
     * Returns the last chunk that was added as a row of RTTM, as NIST's tools read it: a turn of its speaker, or of one
     * called speech. The recording has the name of its file without folders and extension; blanks become underscores.
     */
    public String rttm() {
        Segment segment = segments.get(segments.size() - 1);
        return RttmWriter.row(recording, segment.channel(), segment.start(), segment.end(), segment.speaker());
    }

    /** Returns the last chunk that was added as a label of Audacity: start, end and its speaker or number. */
    public String label() {
        Segment segment = segments.get(segments.size() - 1);
        return JsonText.seconds(segment.start()) + "\t" + JsonText.seconds(segment.end()) + "\t" + text(segment) + "\n";
    }

    /** Returns the last chunk that was added as a subtitle of SubRip, whose text is its speaker or number. */
    public String subtitle() {
        Segment segment = segments.get(segments.size() - 1);
        return segments.size() + "\n"
                + SrtTimestamp.of(TimeSpan.rounded(segment.start()).toMillis()) + " --> "
                + SrtTimestamp.of(TimeSpan.rounded(segment.end()).toMillis()) + "\n" + text(segment) + "\n\n";
    }

    private String text(Segment segment) {
        return segment.speaker().isEmpty() ? String.valueOf(segments.size()) : Table.line(segment.speaker());
    }

    /** Returns the number of chunks. */
    public int size() {
        return segments.size();
    }

    /** Returns a document of the schema {@code qasr.segments/1} for a recording of length {@code duration}. */
    public String json(Duration duration, boolean oneLine) {
        return json(duration, Optional.empty(), oneLine);
    }

    /** Returns the same with the measurements of the recording, if there are any. */
    public String json(Duration duration, Optional<SoundSheet> whole, boolean oneLine) {
        return JsonText.of(oneLine, json -> {
            json.beginObject();
            json.name("schema").value("qasr.segments/1");
            json.name("source").value(source);
            json.name("duration").value(JsonText.seconds(duration));
            if (whole.isPresent()) {
                json.name("stats");
                whole.get().write(json);
            }
            json.name("segments").beginArray();
            for (int id = 0; id < segments.size(); id++) {
                Segment segment = segments.get(id);
                json.beginObject();
                json.name("id").value(id);
                json.name("start").value(JsonText.seconds(segment.start()));
                json.name("end").value(JsonText.seconds(segment.end()));
                json.name("duration").value(JsonText.seconds(segment.end().minus(segment.start())));
                segment.writeVoice(json);
                if (id < sheets.size()) {
                    json.name("stats");
                    sheets.get(id).write(json);
                }
                json.endObject();
            }
            json.endArray().endObject();
        });
    }
}
