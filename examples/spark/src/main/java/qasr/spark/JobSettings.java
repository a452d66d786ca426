package qasr.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of the command line.
 *
 * @param input a list (CSV or Parquet), a folder or a recording
 * @param output the folder of the results
 * @param options options of {@code qasr transcribe} for all recordings
 * @param files whether the files that qasr writes are written, too
 * @param partSeconds the length of a part of a long recording
 * @param reread whether recordings are read again to find out whether they have changed
 * @param planOnly whether nothing is transcribed: the plan is printed
 */
record JobSettings(
        String input,
        String output,
        String options,
        boolean files,
        double partSeconds,
        boolean reread,
        boolean planOnly)
        implements Serializable {
    static final String USAGE = """
            usage: spark-submit [SPARK OPTIONS] qasr-spark.jar --input URI --output URI [OPTIONS]
              --input URI         a list of recordings (.csv or .parquet with the columns uri, duration, options), or a
                                  folder of recordings, or one recording
              --output URI        the folder of the results
              --options 'WORDS'   options of 'qasr transcribe', such as '-m DIR -l de -f txt,srt'
              --files             also write the files that qasr writes, into OUTPUT/files
              --part-minutes N    the length of a part of a long recording (default: 20)
              --reread            read recordings again to find out whether they have changed, even if their size and time
                                  have not
              --plan              print the plan, and transcribe nothing
            """;

    private static final List<String> FLAGS = List.of("--files", "--reread", "--plan");
    private static final List<String> VALUES = List.of("--input", "--output", "--options", "--part-minutes");
    private static final double SECONDS_PER_MINUTE = 60;

    /**
     * Parses a command line.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    static JobSettings parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            if (FLAGS.contains(name)) {
                given.put(name, "");
            } else if (!VALUES.contains(name)) {
                throw new IllegalArgumentException("unknown argument '" + name + "'");
            } else if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + ": a value is missing");
            } else {
                i++;
                given.put(name, arguments[i]);
            }
        }
        for (String needed : List.of("--input", "--output")) {
            if (given.getOrDefault(needed, "").isEmpty()) {
                throw new IllegalArgumentException(needed + " is missing");
            }
        }
        return new JobSettings(
                given.get("--input"),
                given.get("--output"),
                given.getOrDefault("--options", ""),
                given.containsKey("--files"),
                SECONDS_PER_MINUTE * minutes(given.getOrDefault("--part-minutes", "20")),
                given.containsKey("--reread"),
                given.containsKey("--plan"));
    }

    private static double minutes(String text) {
        try {
            double minutes = Double.parseDouble(text);
            if (minutes > 0 && minutes <= 24 * SECONDS_PER_MINUTE) {
                return minutes;
            }
        } catch (NumberFormatException e) {
            // the message is the same
        }
        throw new IllegalArgumentException("--part-minutes: '" + text + "' is no number of minutes, such as 20");
    }
}
