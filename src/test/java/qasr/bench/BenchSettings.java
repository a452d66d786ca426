package qasr.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the benchmark; each is {@code -Dbench.NAME=VALUE} on Maven's command line.
 *
 * @param sounds the recordings: "sounds", for example {@code 20s,2m,10m,40notes}; without it, one recording of
 *     "minutes" minutes (default: 10); 0 skips whole runs
 * @param starts how often the start is measured: "starts" (default: 5)
 * @param runs how often everything is measured: "runs" (default: 3)
 * @param dtypes the precisions: "dtypes" (default: "auto")
 * @param rows how many chunks are decoded side by side where a step is measured alone: "rows", "1,6,8" by default
 * @param threads the number of compute threads: "threads" (default: all processors)
 * @param options more options of qasr transcribe: "options", for example "--no-vad"
 * @param peers programs to measure in alternation: "peers", a file with {@code name = command} a line ({@link
 *     PeerCommand}); and "peer", the command of one that is called peer
 * @param model a model directory instead of seeded weights: "model"
 * @param chunkSeconds the length of the chunk whose stages are measured beside their matrix products alone: "chunk"
 *     (default: 30); 0 skips them
 * @param kernels whether single kernels are measured, too: "kernels" (default: true)
 * @param fairness the settings that make runs comparable
 */
record BenchSettings(
        List<SoundPlan> sounds,
        int starts,
        int runs,
        List<String> dtypes,
        List<Integer> rows,
        int threads,
        List<String> options,
        List<PeerCommand> peers,
        Optional<Path> model,
        double chunkSeconds,
        boolean kernels,
        Fairness fairness) {
    /**
     * The settings that make runs comparable.
     *
     * @param surroundings "keep-blas" (default: false): whether OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE stay in the
     *     environment
     * @param rule which runs are discarded: "least-offered" (default: 0.9); "most-others" (default: 0.1);
     *     "least-own" (default: 0; not of start-up) ({@link BusyRule})
     * @param repeats how often such a run is repeated: "repeats" (default: 3)
     * @param waitSeconds how long to wait for other processes to end before a run: "wait" (default: 30)
     */
    record Fairness(Surroundings surroundings, BusyRule rule, int repeats, double waitSeconds) {}

    static BenchSettings ofSystemProperties() {
        return new BenchSettings(
                wantedSounds(),
                Integer.parseInt(value("starts", "5")),
                Integer.parseInt(value("runs", "3")),
                words("dtypes", "auto"),
                words("rows", "1,6,8").stream().map(Integer::valueOf).toList(),
                Integer.parseInt(value("threads", "" + Runtime.getRuntime().availableProcessors())),
                words("options", ""),
                wantedPeers(),
                optional("model").map(Path::of),
                number("chunk", "30"),
                Boolean.parseBoolean(value("kernels", "true")),
                new Fairness(
                        new Surroundings(Boolean.parseBoolean(value("keep-blas", "false"))),
                        new BusyRule(
                                number("least-offered", "0.9"), number("most-others", "0.1"), number("least-own", "0")),
                        Integer.parseInt(value("repeats", "3")),
                        number("wait", "30")));
    }

    private static List<SoundPlan> wantedSounds() {
        List<String> words = words("sounds", value("minutes", "10") + "m");
        return words.equals(List.of("0m"))
                ? List.of()
                : words.stream().map(SoundPlan::of).toList();
    }

    private static List<PeerCommand> wantedPeers() {
        List<String> lines = new ArrayList<>();
        optional("peer").ifPresent(command -> lines.add("peer = " + command));
        optional("peers").map(Path::of).ifPresent(file -> {
            try {
                lines.addAll(Files.readAllLines(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return PeerCommand.parse(lines);
    }

    private static String value(String name, String otherwise) {
        return System.getProperty("bench." + name, otherwise);
    }

    private static double number(String name, String otherwise) {
        return Double.parseDouble(value(name, otherwise));
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
