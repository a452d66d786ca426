package qasr.speakers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The turns of an RTTM file, by recording and channel. Only rows of the type SPEAKER count, as in NIST's tools.
 *
 * @param recordings the turns of each recording, in the order of the file; the key has recording and channel
 */
public record Rttm(Map<String, List<NamedTurn>> recordings) {
    private static final int FIELDS = 9;
    private static final int START = 3;
    private static final int LENGTH = 4;
    private static final int SPEAKER = 7;

    /** A turn of a named speaker, in seconds. */
    public record NamedTurn(double start, double end, String speaker) {}

    /** A file is no RTTM; the message begins with the number of the line. */
    public static final class MalformedRttmException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedRttmException(int line, String problem) {
            super("line " + line + ": " + problem);
        }
    }

    /**
     * Reads the text of a file.
     *
     * @throws MalformedRttmException if a row has too few fields, or a time that is no number
     */
    public static Rttm parse(String text) throws MalformedRttmException {
        Map<String, List<NamedTurn>> recordings = new TreeMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            String[] fields = line.split("\\s+", -1);
            if (fields.length < FIELDS) {
                throw new MalformedRttmException(i + 1, fields.length + " fields, not " + FIELDS + " or 10");
            }
            if (fields[0].equalsIgnoreCase("SPEAKER")) {
                double start = number(fields[START], i + 1);
                double end = start + number(fields[LENGTH], i + 1);
                recordings
                        .computeIfAbsent(fields[1] + " " + fields[2].toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                        .add(new NamedTurn(start, end, fields[SPEAKER]));
            }
        }
        return new Rttm(recordings);
    }

    /**
     * Reads the parts of recordings to score: recording, channel, start and end in each line.
     *
     * @throws MalformedRttmException if a line has other fields
     */
    public static Map<String, List<double[]>> parseUem(String text) throws MalformedRttmException {
        Map<String, List<double[]>> parts = new TreeMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            String[] fields = line.split("\\s+", -1);
            if (fields.length != LENGTH) {
                throw new MalformedRttmException(i + 1, fields.length + " fields, not recording, channel, start, end");
            }
            parts.computeIfAbsent(fields[0] + " " + fields[1].toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(new double[] {number(fields[2], i + 1), number(fields[START], i + 1)});
        }
        return parts;
    }

    private static double number(String text, int line) throws MalformedRttmException {
        try {
            double number = Double.parseDouble(text.replace("*", ""));
            if (number >= 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new MalformedRttmException(line, "'" + text + "' is not a number of seconds");
    }
}
