package qasr.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import qasr.console.CommandException;
import qasr.engine.ModelLocator;
import qasr.job.TranscribeJob;
import qasr.model.Precision;

/**
 * The settings of Spark that the job depends on.
 *
 * @param threads the cores of a task: all of its executor, because one engine computes with all of them
 * @param slots how many tasks run at the same time
 */
record Cluster(int threads, int slots) {
    private static final String CPUS = "spark.task.cpus";
    private static final String CORES = "spark.executor.cores";
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\*|\\d+)(?:,\\d+)?])?");
    private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*(\\d+)\\s*,.*");

    /**
     * Completes the settings before Spark starts.
     *
     * @throws IllegalArgumentException if a setting would make the job wrong or wasteful
     */
    static void prepare(SparkConf conf) {
        conf.setIfMissing("spark.master", "local[*]");
        conf.setIfMissing("spark.app.name", "qasr");
        if (conf.getBoolean("spark.speculation", false)) {
            throw new IllegalArgumentException("spark.speculation is on: a copy of a task would decode the same sound a"
                    + " second time, on cores that other recordings need, and would look like a crash; turn it off");
        }
        conf.set("spark.speculation", "false");
        conf.setIfMissing(CPUS, Integer.toString(cores(conf)));
        // Bad recordings end processes: each task fails at most once for that, but many tasks may.
        conf.setIfMissing("spark.task.maxFailures", "8");
        conf.setIfMissing("spark.deploy.maxExecutorRetries", "-1");
        conf.setIfMissing("spark.executor.maxNumFailures", Integer.toString(Integer.MAX_VALUE));
        // For the names of files of this machine.
        conf.setIfMissing("spark.executorEnv.LC_ALL", "C.UTF-8");
        // As qasr's launcher: threads of libgomp that wait in a loop take the cores from those that work.
        conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "passive");
        conf.setIfMissing("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "1");
    }

    private static int cores(SparkConf conf) {
        if (conf.contains(CORES)) {
            return conf.getInt(CORES, 1);
        }
        String master = conf.get("spark.master");
        Matcher local = LOCAL.matcher(master);
        if (local.matches()) {
            String number = local.group(1);
            return number == null
                    ? 1
                    : number.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(number);
        }
        Matcher cluster = LOCAL_CLUSTER.matcher(master);
        return cluster.matches() ? Integer.parseInt(cluster.group(1)) : 1;
    }

    /** Reads the settings of a running cluster, whose executors may still come and go. */
    static Cluster of(SparkContext context) {
        int threads = context.getConf().getInt(CPUS, 1);
        int executors = context.getExecutorMemoryStatus().size() - 1; // one of them is the driver
        return new Cluster(threads, Math.max(1, Math.max(executors, context.defaultParallelism() / threads)));
    }

    /** Returns the rule of memory for the model of the job, a line each. */
    List<String> sizing(JobSettings settings) throws IOException {
        try {
            TranscribeJob job = JobMaker.of(settings, "", threads).job(List.of(), Path.of("."));
            Path model = new ModelLocator(
                            Engine.session().environment(), Engine.session().console())
                    .locate(job.model());
            if (!Files.isDirectory(model)) {
                return List.of("memory: " + model + " is not on the driver; the rule of memory needs its size");
            }
            int rows = threads * job.model().rows().orElse(Sizing.AUTO_ROWS);
            int factor = job.model().precision() == Precision.FP32 ? 2 : 1;
            return new ArrayList<>(Sizing.of(model, factor, threads, rows).lines());
        } catch (CommandException e) {
            throw new IllegalArgumentException("--options: " + e.failure().line(), e);
        }
    }
}
