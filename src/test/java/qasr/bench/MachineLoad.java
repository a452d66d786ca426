package qasr.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The use of the processors between two moments, in seconds of one processor.
 *
 * @param wall the elapsed time
 * @param processors the number of processors
 * @param own the time of ended processes that this process started
 * @param others the time of all other processes except this one
 * @param idle the idle time
 */
record MachineLoad(double wall, int processors, double own, double others, double idle) {
    /** How finely Linux counts: /proc has hundredths of a second on every machine. */
    private static final double TICKS_A_SECOND = 100;

    /** The counters of one moment, since the machine's start and this process's; in ticks. */
    record Counters(long nanos, int processors, long busy, long idle, long self, long children) {
        /** Reads them, or returns nothing where the system has none (only Linux has). */
        static Optional<Counters> now() {
            try {
                return Optional.of(of(
                        System.nanoTime(),
                        Files.readAllLines(Path.of("/proc/stat")),
                        Files.readString(Path.of("/proc/self/stat"))));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        static Counters of(long nanos, List<String> machine, String process) {
            // cpu user nice system idle iowait irq softirq steal guest guest_nice; guests are in user and nice already.
            long[] all = numbers(machine.get(0).replaceFirst("cpu\\s+", ""));
            int processors = (int)
                    machine.stream().filter(line -> line.matches("cpu\\d.*")).count();
            // The name in parentheses may hold anything. After it: state, ..., utime 12th, stime, cutime, cstime.
            String[] own =
                    process.substring(process.lastIndexOf(')') + 1).strip().split("\\s+", -1);
            return new Counters(
                    nanos,
                    processors,
                    all[0] + all[1] + all[2] + all[5] + all[6],
                    all[3] + all[4],
                    Long.parseLong(own[11]) + Long.parseLong(own[12]),
                    Long.parseLong(own[13]) + Long.parseLong(own[14]));
        }

        private static long[] numbers(String line) {
            return Arrays.stream(line.strip().split("\\s+"))
                    .mapToLong(Long::parseLong)
                    .toArray();
        }

        MachineLoad since(Counters before) {
            long own = children - before.children;
            long others = busy - before.busy - own - (self - before.self);
            return new MachineLoad(
                    (nanos - before.nanos) / 1e9,
                    processors,
                    own / TICKS_A_SECOND,
                    Math.max(0, others) / TICKS_A_SECOND,
                    (idle - before.idle) / TICKS_A_SECOND);
        }
    }

    /** Returns how many processors the processes that ended took on average. */
    double ownShare() {
        return own / wall;
    }

    /** Returns how many processors others took on average. */
    double othersShare() {
        return others / wall;
    }

    /**
     * Returns how many processors the processes took or could have taken. What a hypervisor gives to another machine is
     * missing in it.
     */
    double offeredShare() {
        return (own + idle) / wall;
    }
}
