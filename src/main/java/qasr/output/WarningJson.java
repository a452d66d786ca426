package qasr.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qasr.transcript.TimeSpan;
import qasr.transcript.Warning;
import qasr.transcript.Warning.Kind;

/**
 * Writes and reads a warning as JSON: an object with kind, start, end and text. Earlier versions wrote a string, which
 * is read as a warning of unknown kind. If such a string is about a passage, it begins with the passage's times.
 */
public final class WarningJson {
    private static final JsonNames<Kind> KINDS = new JsonNames<>(Kind.class, kind -> switch (kind) {
        case CORRUPT_PACKETS -> "corrupt_packets";
        case ENCRYPTED_PACKETS -> "encrypted_packets";
        case UNREADABLE_PLACES -> "unreadable_places";
        case OVERLAP -> "overlap";
        case BROKEN_SAMPLES -> "broken_samples";
        case CUT_OFF -> "cut_off";
        case UNREAD_END -> "unread_end";
        case CANCELLING_CHANNELS -> "cancelling_channels";
        case CHANNELS -> "channels";
        case TIMESTAMP_JUMP -> "timestamp_jump";
        case SLOW_TIMESTAMPS -> "slow_timestamps";
        case SOUND_GAP -> "sound_gap";
        case CLIPPING -> "clipping";
        case JOINED_RECORDINGS -> "joined_recordings";
        case WRONG_HEADER -> "wrong_header";
        case CUTS -> "cuts";
        case BROKEN_STRETCH -> "broken_stretch";
        case UNHEARD -> "unheard";
        case FAILED -> "failed";
        case TRUNCATED -> "truncated";
        case TOO_SHORT -> "too_short";
        case TOO_LONG -> "too_long";
        case UNALIGNED -> "unaligned";
        case NOT_SAID -> "not_said";
        case ESTIMATED_TIMES -> "estimated_times";
        case OTHER_PASSAGE -> "other_passage";
        case UNKNOWN -> "unknown";
    });

    private static final String TIME = "(\\d{1,9}):(\\d\\d):(\\d\\d)\\.(\\d)";
    private static final Pattern WITH_SPAN = Pattern.compile(TIME + "-" + TIME + ": (.*)", Pattern.DOTALL);
    private static final int TEXT_GROUP = 9;

    private WarningJson() {}

    /** Returns the JSON name of {@code kind}. */
    public static String name(Kind kind) {
        return KINDS.of(kind);
    }

    /** Returns {@code warning} as one line of JSON, without a line end. */
    public static String text(Warning warning) {
        return JsonText.of(true, json -> write(json, warning)).strip();
    }

    static void write(JsonWriter json, Warning warning) throws IOException {
        json.beginObject();
        json.name("kind").value(KINDS.of(warning.kind()));
        json.name("start")
                .value(warning.span()
                        .map(span -> JsonText.seconds(span.start()))
                        .orElse(null));
        json.name("end")
                .value(warning.span().map(span -> JsonText.seconds(span.end())).orElse(null));
        json.name("text").value(warning.text());
        json.endObject();
    }

    /** Reads a warning. The kind of a later version is read as UNKNOWN, which may be about lost audio. */
    static Warning read(JsonValue json) throws MalformedTranscriptException {
        if (json.isText()) {
            return earlier(json.text());
        }
        Kind kind = KINDS.find(json.get("kind").text()).orElse(Kind.UNKNOWN);
        Optional<TimeSpan> span = json.get("start").isNull() ? Optional.empty() : Optional.of(SegmentJson.span(json));
        return new Warning(kind, span, json.get("text").text());
    }

    /** Reads a warning that an earlier version wrote as a string. */
    private static Warning earlier(String sentence) {
        Matcher parts = WITH_SPAN.matcher(sentence);
        if (!parts.matches()) {
            return Warning.of(Kind.UNKNOWN, sentence);
        }
        Duration start = time(parts, 1);
        Duration end = time(parts, 5);
        return end.compareTo(start) < 0
                ? Warning.of(Kind.UNKNOWN, sentence)
                : Warning.at(Kind.OTHER_PASSAGE, new TimeSpan(start, end), parts.group(TEXT_GROUP));
    }

    private static Duration time(Matcher parts, int group) {
        return Duration.ofHours(Long.parseLong(parts.group(group)))
                .plusMinutes(Long.parseLong(parts.group(group + 1)))
                .plusSeconds(Long.parseLong(parts.group(group + 2)))
                .plusMillis(100 * Long.parseLong(parts.group(group + 3)));
    }
}
