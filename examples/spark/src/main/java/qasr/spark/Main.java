package qasr.spark;

import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The program that {@code spark-submit} starts. */
public final class Main {
    private static final int USAGE_STATUS = 2;
    private static final int FAILURE_STATUS = 1;

    private Main() {}

    /** Transcribes what the arguments name, and returns when the table is written. */
    public static void main(String[] arguments) {
        JobSettings settings;
        SparkConf conf = new SparkConf();
        try {
            settings = JobSettings.parse(arguments);
            Cluster.prepare(conf);
        } catch (IllegalArgumentException e) {
            System.err.println("qasr: " + e.getMessage());
            System.err.print(JobSettings.USAGE);
            System.exit(USAGE_STATUS);
            return;
        }
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            new Driver(settings, spark).run();
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("qasr: " + e.getMessage());
            System.exit(FAILURE_STATUS);
        } finally {
            Engine.closeIfIdle();
        }
    }
}
