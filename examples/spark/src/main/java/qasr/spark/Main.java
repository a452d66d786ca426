package qasr.spark;

import java.io.IOException;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The program that {@code spark-submit} starts. */
public final class Main {
    private static final int USAGE_STATUS = 2;
    private static final int FAILURE_STATUS = 1;

    private Main() {}

    /** Transcribes what the arguments name. If some of it failed, the process ends with a status that tells. */
    public static void main(String[] arguments) {
        JobSettings settings;
        SparkConf conf = new SparkConf();
        try {
            settings = JobSettings.parse(arguments);
            JobMaker.check(settings);
            Cluster.prepare(conf);
        } catch (IllegalArgumentException e) {
            System.err.println("qasr: " + e.getMessage());
            System.err.print(JobSettings.USAGE);
            System.exit(USAGE_STATUS);
            return;
        }
        Ending ending = new Ending(0, Optional.empty());
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            ending = Ending.of(new Driver(settings, spark).run(), conf);
            ending.note().ifPresent(Driver::say);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("qasr: " + e.getMessage());
            System.exit(FAILURE_STATUS);
        } finally {
            Engine.closeIfIdle();
        }
        // After Spark has ended: to YARN, an application whose driver exits before that has failed.
        if (ending.status() != 0) {
            System.exit(ending.status());
        }
    }
}
