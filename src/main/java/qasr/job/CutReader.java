package qasr.job;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * Reads segments that another program or a person made: the tsv of {@code qasr segment} or of a transcript, RTTM, labels
 * of Audacity, SubRip and WebVTT. Empty lines, comments and the texts are left out.
 */
final class CutReader {
    private static final String FORMATS = "the tsv, rttm, audacity or srt of 'qasr segment', or vtt";
    private static final String STAMP = "(?:(\\d{1,5}):)?(\\d{1,2}):(\\d{1,2})[,.](\\d{1,3})";
    private static final Pattern TIMES = Pattern.compile("\\s*" + STAMP + "\\s*-->\\s*" + STAMP + "(?:\\s.*)?");
    private static final Pattern NUMBER =
            Pattern.compile("([-+]?)(\\d+(?:[.,]\\d*)?|[.,]\\d+)(?:[eE]([-+]?\\d{1,2}))?");
    private static final int STAMP_GROUPS = 4;
    private static final int RTTM_FIELDS = 8;
    private static final String TURN = "SPEAKER";
    /** The speaker in the RTTM of {@code qasr segment}, where the speaker is unknown. */
    private static final String NOBODY = "speech";
    /** The longest time that is read: about thirty years, in seconds. */
    private static final BigDecimal LONGEST = BigDecimal.valueOf(1_000_000_000);

    private final List<String> lines;
    private final List<CutRow> rows = new ArrayList<>();

    private CutReader(String text) {
        lines = List.of(text.split("\\r\\n?|\\n", -1));
    }

    /**
     * Returns the rows of {@code text} in their order.
     *
     * @throws IOException if it is in none of the formats, or a row is wrong; the message begins with the line's number
     */
    static List<CutRow> read(String text) throws IOException {
        CutReader reader = new CutReader(text);
        int first = reader.first();
        if (first == reader.lines.size()) {
            throw new IOException(": has no segments; write them as " + FORMATS);
        }
        if (reader.lines.stream().anyMatch(line -> line.contains("-->"))) {
            reader.subtitles();
        } else if (reader.lines.stream().anyMatch(line -> fields(line)[0].equals(TURN))) {
            reader.turns();
        } else {
            reader.table(first);
        }
        if (reader.rows.isEmpty()) {
            throw new IOException(": has no segments; write them as " + FORMATS);
        }
        return reader.rows;
    }

    private int first() {
        int at = 0;
        while (at < lines.size() && (lines.get(at).isBlank() || lines.get(at).startsWith("#"))) {
            at++;
        }
        return at;
    }

    private static String[] fields(String line) {
        return line.strip().split("\\s+", -1);
    }

    private void subtitles() throws IOException {
        for (int at = 0; at < lines.size(); at++) {
            Matcher times = TIMES.matcher(lines.get(at));
            if (times.matches()) {
                add("", stamp(times, 0, at), stamp(times, STAMP_GROUPS, at), "", "", at);
            } else if (lines.get(at).contains("-->") && isTimes(at)) {
                throw wrong(at, "is no row of times such as 00:00:01,000 --> 00:00:02,000: " + shown(lines.get(at)));
            }
        }
        if (rows.isEmpty()) {
            throw new IOException(": is no list of segments; write it as " + FORMATS);
        }
    }

    /** Returns whether a row must be times, and is no text with an arrow: above it there is no text. */
    private boolean isTimes(int at) {
        return at == 0
                || lines.get(at - 1).isBlank()
                || lines.get(at - 1).strip().matches("\\d+");
    }

    private static BigDecimal stamp(Matcher times, int before, int at) throws IOException {
        String hours = times.group(before + 1) == null ? "0" : times.group(before + 1);
        int minutes = Integer.parseInt(times.group(before + 2));
        int seconds = Integer.parseInt(times.group(before + 3));
        if (minutes > 59 || seconds > 59) {
            throw wrong(at, "has a time with 60 minutes or seconds: " + shown(times.group()));
        }
        return new BigDecimal(Integer.parseInt(hours) * 3600 + minutes * 60 + seconds)
                .add(new BigDecimal("0." + times.group(before + 4)));
    }

    /** RTTM has further types of rows, about words and noises. */
    private void turns() throws IOException {
        for (int at = 0; at < lines.size(); at++) {
            String[] fields = fields(lines.get(at));
            if (!fields[0].equals(TURN)) {
                continue;
            }
            if (fields.length < RTTM_FIELDS) {
                throw wrong(at, "has " + fields.length + " fields; a row of rttm has 10");
            }
            BigDecimal start = seconds(fields[3], at);
            String name = fields[7];
            add(
                    fields[1],
                    start,
                    start.add(seconds(fields[4], at)),
                    name.equals("<NA>") || name.equals(NOBODY) ? "" : name,
                    fields[2],
                    at);
        }
    }

    private void table(int first) throws IOException {
        List<String> names =
                List.of(lines.get(first).toLowerCase(Locale.ROOT).strip().split("\\t", -1));
        boolean named = names.contains("start") && names.contains("end");
        if (!named && !isTime(names.get(0))) {
            throw new IOException(": is no list of segments; write it as " + FORMATS);
        }
        int start = named ? names.indexOf("start") : 0;
        int end = named ? names.indexOf("end") : 1;
        // Transcripts are in milliseconds, as those of openai/whisper.
        BigDecimal unit = names.contains("text") ? new BigDecimal("0.001") : BigDecimal.ONE;
        for (int at = named ? first + 1 : first; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.isBlank() || line.startsWith("#") || line.startsWith("\\")) {
                continue; // a backslash begins the frequencies of a label
            }
            String[] cells = line.split("\\t", -1);
            if (cells.length <= Math.max(start, end)) {
                throw wrong(at, "has no start and end, separated by a tab: " + shown(line));
            }
            add(
                    cell(cells, names, "file"),
                    seconds(cells[start], at).multiply(unit),
                    seconds(cells[end], at).multiply(unit),
                    cell(cells, names, "speaker"),
                    "",
                    at);
        }
    }

    private static boolean isTime(String cell) {
        return NUMBER.matcher(cell.strip()).matches();
    }

    private static String cell(String[] cells, List<String> names, String name) {
        int column = names.indexOf(name);
        return column < 0 || column >= cells.length ? "" : cells[column].strip();
    }

    private static BigDecimal seconds(String cell, int at) throws IOException {
        Matcher number = NUMBER.matcher(cell.strip());
        if (!number.matches()) {
            throw wrong(at, "has no time in seconds: " + shown(cell));
        }
        String exponent = Optional.ofNullable(number.group(3)).orElse("0");
        return new BigDecimal(number.group(1) + number.group(2).replace(',', '.') + "e" + exponent);
    }

    private void add(String recording, BigDecimal start, BigDecimal end, String speaker, String channel, int at)
            throws IOException {
        if (start.signum() < 0) {
            throw wrong(at, "starts before the recording, at " + plain(start) + " s");
        }
        if (end.compareTo(start) < 0) {
            throw wrong(at, "ends before it starts: " + plain(start) + " to " + plain(end) + " s");
        }
        if (end.compareTo(LONGEST) > 0) {
            throw wrong(at, "ends at " + plain(end) + " s; no recording is so long");
        }
        rows.add(new CutRow(recording, new SampleRange(samples(start), samples(end)), speaker, channel, at + 1));
    }

    private static long samples(BigDecimal seconds) {
        return seconds.multiply(BigDecimal.valueOf(Waveform.SAMPLE_RATE))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static String plain(BigDecimal seconds) {
        return seconds.stripTrailingZeros().toPlainString();
    }

    private static String shown(String text) {
        String line = text.strip().replace('\t', ' ');
        return "'" + (line.length() <= 60 ? line : line.substring(0, line.offsetByCodePoints(0, 50)) + "\u2026") + "'";
    }

    private static IOException wrong(int at, String message) {
        return new IOException(":" + (at + 1) + ": " + message);
    }
}
