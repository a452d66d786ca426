package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** Tests the rule for the memory of executors, and the settings that the job makes. */
final class SizingTest {
    @Test
    void theRuleCountsWeightsLibrariesAndChunks() {
        assertEquals(
                List.of(
                        "memory: overhead = 1.1 x 2000 MB of weights + 500 MB of libraries + 150 MB x 8 chunks at once ="
                                + " 3900 MB",
                        "memory: --executor-cores 2 --conf spark.task.cpus=2 --executor-memory 1024m --conf"
                                + " spark.executor.memoryOverhead=3900m"),
                new Sizing(1000L << 20, 2, 2, 8).lines());
    }

    @Test
    void aTaskGetsAllCoresOfItsExecutor() {
        assertEquals(
                "4", prepared("spark://host:7077", "spark.executor.cores", "4").get("spark.task.cpus"));
        assertEquals("3", prepared("local[3]", "spark.x", "").get("spark.task.cpus"));
        assertEquals("1", prepared("local-cluster[2, 1, 3072]", "spark.x", "").get("spark.task.cpus"));
        assertEquals("2", prepared("yarn", "spark.task.cpus", "2").get("spark.task.cpus"));
        assertEquals("false", prepared("yarn", "spark.x", "").get("spark.speculation"));
    }

    @Test
    void speculationIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> prepared("yarn", "spark.speculation", "true"));
    }

    private static SparkConf prepared(String master, String name, String value) {
        SparkConf conf = new SparkConf(false).setMaster(master).set(name, value);
        Cluster.prepare(conf);
        return conf;
    }
}
