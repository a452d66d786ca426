package qasr.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Version;

/** The benchmarks of JMH in qasr.torch, each in a JVM of its own. */
public final class JmhKernels implements Kernels {
    private static final TimeValue ITERATION = new TimeValue(400, TimeUnit.MILLISECONDS);

    @Override
    public String version() {
        return "jmh " + Version.getPlainVersion();
    }

    @Override
    public void measure(BenchReport report, int iterations) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include("qasr\\.torch\\.\\w+Kernel\\.").forks(1).threads(1).verbosity(VerboseMode.SILENT);
        options.warmupIterations(1)
                .warmupTime(ITERATION)
                .measurementIterations(iterations)
                .measurementTime(ITERATION);
        options.shouldFailOnError(true);
        for (RunResult result : new Runner(options.build()).run()) {
            List<String> name = result.getParams().getParamsKeys().stream()
                    .map(key -> key + " " + result.getParams().getParam(key))
                    .toList();
            Series series =
                    report.series("kernels", result.getPrimaryResult().getLabel() + ", " + String.join(", ", name));
            result.getAggregatedResult()
                    .getIterationResults()
                    .forEach(iteration -> series.add(
                            "microseconds", iteration.getPrimaryResult().getScore()));
        }
    }
}
