package qasr.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What to measure; each setting is {@code -Dbench.NAME=VALUE} on Maven's command line.
 *
 * @param minutes how long the recording is: "minutes", 10 otherwise; 0 leaves whole runs out
 * @param starts how often the start is measured: "starts", 5 otherwise
 * @param runs how often everything is measured: "runs", 3 otherwise
 * @param dtypes the precisions: "dtypes", "auto" otherwise
 * @param rows how many chunks are decoded side by side where a step is measured alone: "rows", "1,6,8" otherwise
 * @param threads how many threads compute: "threads", all processors otherwise
 * @param options more options of qasr transcribe: "options", for example "--no-vad"
 * @param peer a command to measure in alternation, {model} and {wav} replaced: "peer"
 * @param model a model directory instead of seeded weights: "model"
 * @param chunkSeconds how long the chunk is whose stages are measured beside their matrix products alone: "chunk", 30
 *     otherwise; 0 leaves this out
 * @param kernels whether single kernels are measured, too: "kernels", true otherwise
 */
record BenchSettings(
        double minutes,
        int starts,
        int runs,
        List<String> dtypes,
        List<Integer> rows,
        int threads,
        List<String> options,
        Optional<String> peer,
        Optional<Path> model,
        double chunkSeconds,
        boolean kernels) {
    static BenchSettings ofSystemProperties() {
        return new BenchSettings(
                Double.parseDouble(value("minutes", "10")),
                Integer.parseInt(value("starts", "5")),
                Integer.parseInt(value("runs", "3")),
                words("dtypes", "auto"),
                words("rows", "1,6,8").stream().map(Integer::valueOf).toList(),
                Integer.parseInt(value("threads", "" + Runtime.getRuntime().availableProcessors())),
                words("options", ""),
                optional("peer"),
                optional("model").map(Path::of),
                Double.parseDouble(value("chunk", "30")),
                Boolean.parseBoolean(value("kernels", "true")));
    }

    private static String value(String name, String otherwise) {
        return System.getProperty("bench." + name, otherwise);
    }

    private static Optional<String> optional(String name) {
        return Optional.of(value(name, "")).filter(text -> !text.isBlank());
    }

    private static List<String> words(String name, String otherwise) {
        return Arrays.stream(value(name, otherwise).split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
