package qasr.bench;

/**
 * Measures single kernels. The one that does needs JMH, which only the profile "bench" has, and so lies in src/bench.
 */
interface Kernels {
    /** Returns what measures, and its version. */
    String version();

    /** Adds each kernel's time to {@code report}, {@code iterations} times. */
    void measure(BenchReport report, int iterations) throws Exception;
}
