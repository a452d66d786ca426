package qasr.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cost of a whole process.
 *
 * @param seconds from its start to its end
 * @param peakBytes the most memory it and those that it started had in RAM at once, or 0 where the system does not tell
 *     (only Linux does)
 * @param load what the processors did meanwhile, if the system tells
 */
record MeasuredProcess(int status, double seconds, long peakBytes, Optional<MachineLoad> load) {
    private static final int LOOKS_PER_SECOND = 50;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

    /** Runs {@code command} in the environment as {@code changed}, with its output going to {@code log}. */
    static MeasuredProcess run(Path log, List<String> command, Consumer<Map<String, String>> changed)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        changed.accept(builder.environment());
        Optional<MachineLoad.Counters> before = MachineLoad.Counters.now();
        long start = System.nanoTime();
        Process process = builder.start();
        // The kernel records each process's maximum, so polling misses only the very end.
        long peak = 0;
        while (!process.waitFor(1_000_000 / LOOKS_PER_SECOND, TimeUnit.MICROSECONDS)) {
            peak = Math.max(peak, peak("" + process.pid()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Optional<MachineLoad> load =
                before.flatMap(then -> MachineLoad.Counters.now().map(now -> now.since(then)));
        return new MeasuredProcess(process.exitValue(), seconds, peak, load);
    }

    /** Adds "wall_seconds", "peak_mb" and, where they are known, the shares of processors to {@code series}. */
    void addTo(Series series) {
        series.add("wall_seconds", seconds);
        series.add("peak_mb", peakBytes / 1e6);
        load.ifPresent(known -> {
            series.add("own_share", known.ownShare());
            series.add("others_share", known.othersShare());
        });
    }

    /** Returns the maximum of process {@code pid}, and of those that it started and that run. */
    private static long peak(String pid) {
        try {
            Path facts = Path.of("/proc", pid);
            Matcher line = PEAK.matcher(Files.readString(facts.resolve("status")));
            long sum = line.find() ? Long.parseLong(line.group(1)) << 10 : 0;
            for (String child :
                    Files.readString(facts.resolve("task/" + pid + "/children")).split(" ", -1)) {
                sum += child.isBlank() ? 0 : peak(child);
            }
            return sum;
        } catch (IOException e) {
            return 0; // it has just ended, or this is not Linux
        }
    }
}
