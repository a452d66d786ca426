package qasr.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import qasr.cli.EmbeddedOptions;
import qasr.console.CommandException;
import qasr.job.Division;
import qasr.job.Input;
import qasr.job.TranscribeJob;
import qasr.output.Format;

/**
 * Makes qasr's jobs from options.
 *
 * @param words the options of {@code qasr transcribe}
 * @param threads how many threads compute, unless the options say it
 */
record JobMaker(List<String> words, int threads) {
    /** The formats of the columns of the table. */
    private static final List<Format> TABLE = List.of(Format.TXT, Format.JSON);

    /**
     * Returns the maker for a recording's options.
     *
     * @throws IllegalArgumentException if a quotation is not closed
     */
    static JobMaker of(JobSettings settings, String ownOptions, int threads) {
        List<String> words = new ArrayList<>(OptionWords.of(settings.options()));
        words.addAll(OptionWords.of(ownOptions));
        return new JobMaker(List.copyOf(words), threads);
    }

    /**
     * Checks the options for all recordings. Needs no Spark.
     *
     * @throws IllegalArgumentException if one of them is unknown or wrong, or cannot be used here
     */
    static void check(JobSettings settings) {
        try {
            of(settings, "", 1).formats();
        } catch (CommandException e) {
            throw new IllegalArgumentException("--options: " + e.failure().line(), e);
        }
    }

    /** Checks the options, and returns the formats of the files. */
    List<Format> formats() throws CommandException {
        return EmbeddedOptions.parse(words)
                .job(Division.whole(List.of()), Path.of("."))
                .formats();
    }

    /** Returns the job that writes the files of {@code inputs} and those for the table into {@code folder}. */
    TranscribeJob job(List<Input> inputs, Path folder) throws CommandException {
        String formats = Stream.concat(formats().stream(), TABLE.stream())
                .distinct()
                .map(Format::extension)
                .collect(Collectors.joining(","));
        List<String> all = new ArrayList<>(List.of("--threads", Integer.toString(threads)));
        all.addAll(words);
        all.addAll(List.of("--format", formats));
        return EmbeddedOptions.parse(all).job(Division.whole(inputs), folder);
    }
}
