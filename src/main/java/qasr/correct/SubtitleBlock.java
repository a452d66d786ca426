package qasr.correct;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qasr.transcript.TimeSpan;

/**
 * Where a subtitle is in the rows of a SubRip or WebVTT file.
 *
 * @param row the row of its times, which its text follows
 * @param end the row behind its text; this may end in empty rows
 * @param span when it shows
 */
record SubtitleBlock(int row, int end, TimeSpan span) {
    private static final String STAMP = "(?:(\\d+):)?(\\d{1,2}):(\\d{1,2})[,.](\\d{1,3})";
    private static final Pattern TIMES = Pattern.compile("\\s*" + STAMP + "\\s*-->\\s*" + STAMP + ".*");
    private static final int SECOND_STAMP = 4;

    /**
     * Returns the subtitles in order. Text that comes before any time is a header; a number alone just before a time belongs to it.
     *
     * @param web whether the file is WebVTT, where an empty row ends the text
     */
    static List<SubtitleBlock> of(List<String> rows, boolean web) {
        List<SubtitleBlock> blocks = new ArrayList<>();
        boolean numbered = isNumbered(rows);
        int at = 0;
        while (at < rows.size()) {
            Matcher times = TIMES.matcher(rows.get(at++));
            if (!times.matches()) {
                continue;
            }
            int row = at - 1;
            while (at < rows.size()
                    && !begins(rows, at, numbered)
                    && !(web && rows.get(at).isBlank())) {
                at++;
            }
            blocks.add(new SubtitleBlock(row, at, span(times)));
        }
        return blocks;
    }

    /** Returns whether a row has the times of a subtitle. */
    static boolean isTimes(String row) {
        return TIMES.matcher(row).matches();
    }

    /** Returns whether the first subtitle has a number: then a number above a time is never text. */
    static boolean isNumbered(List<String> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (isTimes(rows.get(i))) {
                return isNumber(rows.get(i - 1));
            }
        }
        return false;
    }

    static boolean isNumber(String row) {
        return row.strip().matches("\\d+");
    }

    /** Tells whether the next subtitle begins at a row: with its time, or with its number above that. */
    private static boolean begins(List<String> rows, int at, boolean numbered) {
        return isTimes(rows.get(at))
                || (isNumber(rows.get(at))
                        && at + 1 < rows.size()
                        && (numbered || at == 0 || rows.get(at - 1).isBlank())
                        && isTimes(rows.get(at + 1)));
    }

    private static TimeSpan span(Matcher times) {
        Duration start = time(times, 0);
        Duration end = time(times, SECOND_STAMP);
        return new TimeSpan(start, end.compareTo(start) < 0 ? start : end);
    }

    private static Duration time(Matcher times, int before) {
        String hours = times.group(before + 1);
        String millis =
                String.format(Locale.ROOT, "%-3s", times.group(before + 4)).replace(' ', '0');
        return Duration.ofHours(hours == null ? 0 : Long.parseLong(hours))
                .plusMinutes(Long.parseLong(times.group(before + 2)))
                .plusSeconds(Long.parseLong(times.group(before + 3)))
                .plusMillis(Long.parseLong(millis));
    }

    /** Returns the rows of its text. */
    List<String> text(List<String> rows) {
        return rows.subList(row + 1, end);
    }
}
