package qasr.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a whole process took.
 *
 * @param seconds from its start to its end
 * @param peakBytes the most memory it had in RAM at once, or 0 where the system does not tell (only Linux does)
 */
record MeasuredProcess(int status, double seconds, long peakBytes) {
    private static final int LOOKS_PER_SECOND = 50;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

    /** Runs {@code command} with its output going to {@code log}. */
    static MeasuredProcess run(Path log, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        long start = System.nanoTime();
        Process process = builder.start();
        // The kernel keeps the maximum itself, so looking now and then loses nothing but the very end.
        long peak = 0;
        while (!process.waitFor(1_000_000 / LOOKS_PER_SECOND, TimeUnit.MICROSECONDS)) {
            peak = Math.max(peak, peak(process.pid()));
        }
        return new MeasuredProcess(process.exitValue(), (System.nanoTime() - start) / 1e9, peak);
    }

    private static long peak(long pid) {
        try {
            Matcher line = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return line.find() ? Long.parseLong(line.group(1)) << 10 : 0;
        } catch (IOException e) {
            return 0; // it has just ended, or this is not Linux
        }
    }
}
