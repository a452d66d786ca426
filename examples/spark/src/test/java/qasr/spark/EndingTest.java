package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** Tests the exit status of the job. */
final class EndingTest {
    private static final Map<String, Long> FAILED = Map.of("done", 5L, "incomplete", 1L, "failed", 2L);

    private static SparkConf conf(String... settings) {
        SparkConf conf = new SparkConf(false).set("spark.submit.deployMode", "cluster");
        for (int i = 0; i < settings.length; i += 2) {
            conf.set(settings[i], settings[i + 1]);
        }
        return conf;
    }

    @Test
    void statusTellsWhatTheTableHolds() {
        SparkConf conf = new SparkConf(false).set("spark.master", "yarn");
        assertEquals(0, Ending.of(Map.of(), conf).status());
        assertEquals(0, Ending.of(Map.of("done", 5L), conf).status());
        assertEquals(8, Ending.of(Map.of("done", 5L, "incomplete", 1L), conf).status());
        Ending failed = Ending.of(FAILED, conf);
        assertEquals(3, failed.status());
        assertEquals("2 failed, 1 incomplete: ends with 3", failed.note().orElseThrow());
    }

    @Test
    void statusIsZeroWhereSparkWouldStartTheApplicationAgain() {
        Ending yarn = Ending.of(FAILED, conf("spark.master", "yarn"));
        assertEquals(0, yarn.status());
        assertTrue(yarn.note().orElseThrow().contains("spark.yarn.maxAppAttempts=1"), yarn.toString());
        assertEquals(
                0,
                Ending.of(FAILED, conf("spark.master", "yarn", "spark.yarn.maxAppAttempts", "3"))
                        .status());
        assertEquals(
                3,
                Ending.of(FAILED, conf("spark.master", "yarn", "spark.yarn.maxAppAttempts", "1"))
                        .status());
        assertEquals(
                0,
                Ending.of(FAILED, conf("spark.master", "spark://m:7077", "spark.driver.supervise", "true"))
                        .status());
        assertEquals(
                3, Ending.of(FAILED, conf("spark.master", "spark://m:7077")).status());
        assertEquals(
                3, Ending.of(FAILED, conf("spark.master", "k8s://https://m")).status());
    }
}
