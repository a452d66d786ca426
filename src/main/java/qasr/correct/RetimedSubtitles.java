package qasr.correct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qasr.transcript.TimeSpan;

/** A file of subtitles with other times: every other character stays as it is. */
public final class RetimedSubtitles {
    private static final Pattern STAMP = Pattern.compile("(?:(\\d+):)?\\d{1,2}:\\d{1,2}([,.])\\d{1,3}");
    /** The time of a word inside a WebVTT cue, which is wrong when the cue has other times. */
    private static final Pattern WORD_TIME = Pattern.compile("<(?:\\d+:)?\\d{2}:\\d{2}\\.\\d{3}>");

    private RetimedSubtitles() {}

    /**
     * Returns {@code file} with the times {@code spans}.
     *
     * @param file the text of an SRT or WebVTT file
     * @param spans the new times by the row that has the old ones; other rows keep theirs
     */
    public static String of(String file, Map<Integer, TimeSpan> spans) {
        String ending = file.contains("\r\n") ? "\r\n" : "\n";
        List<String> rows = new ArrayList<>();
        for (String row : file.replaceAll("\\r\\n?", "\n").split("\n", -1)) {
            TimeSpan span = spans.get(rows.size());
            rows.add(span == null ? WORD_TIME.matcher(row).replaceAll("") : retimed(row, span));
        }
        return String.join(ending, rows);
    }

    private static String retimed(String row, TimeSpan span) {
        Matcher stamps = STAMP.matcher(row);
        StringBuilder text = new StringBuilder();
        int last = 0;
        for (Duration time : List.of(span.start(), span.end())) {
            if (stamps.find()) {
                text.append(row, last, stamps.start());
                text.append(stamp(time, stamps.group(1) != null, stamps.group(2)));
                last = stamps.end();
            }
        }
        return text.append(row, last, row.length()).toString();
    }

    private static String stamp(Duration time, boolean hours, String point) {
        String rest = String.format(
                Locale.ROOT, "%02d:%02d%s%03d", time.toMinutesPart(), time.toSecondsPart(), point, time.toMillisPart());
        return hours || time.toHours() > 0 ? String.format(Locale.ROOT, "%02d:%s", time.toHours(), rest) : rest;
    }
}
