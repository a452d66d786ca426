package qasr.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * The table of results, {@code OUTPUT/recordings}: Parquet, a row for each recording of the list. Spark's own committer writes
 * it whole under another name; then it takes the place of the one before by renaming. A run that ends between the two renamings
 * leaves the old table aside, and the next run puts it back.
 */
final class ResultTable {
    private static final String NAME = "recordings";
    private static final String ASIDE = OutputFolder.STATE + "/recordings-before";
    private static final String FRESH = OutputFolder.STATE + "/recordings-new";
    private static final int ROWS_PER_FILE = 20_000;

    private final SparkSession spark;
    private final JavaSparkContext context;
    private final JobSettings settings;
    private final OutputFolder output;

    ResultTable(SparkSession spark, JobSettings settings) throws IOException {
        this.spark = spark;
        this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.settings = settings;
        this.output = new OutputFolder(settings.output(), context.hadoopConfiguration());
        if (!output.exists(NAME) && output.exists(ASIDE)) {
            output.rename(ASIDE, NAME);
        }
    }

    private Optional<Dataset<Row>> before() throws IOException {
        return output.exists(NAME)
                ? Optional.of(Persistence.ofSpark(() -> spark.read()
                        .schema(ResultRow.SCHEMA)
                        .parquet(output.path(NAME).toString())))
                : Optional.empty();
    }

    /** Returns the recordings with the rows that an earlier run has written. */
    JavaRDD<Tuple2<Entry, Optional<Looker.Earlier>>> withEarlier(List<Entry> entries, int slices) throws IOException {
        JavaRDD<Entry> all = context.parallelize(entries, slices);
        Optional<Dataset<Row>> table = before();
        if (table.isEmpty()) {
            return all.map(entry -> new Tuple2<>(entry, Optional.empty()));
        }
        JavaPairRDD<String, Looker.Earlier> earlier = table.get()
                .select(
                        ResultRow.ID,
                        ResultRow.STATUS,
                        ResultRow.BYTES,
                        ResultRow.MODIFIED,
                        ResultRow.SHA256,
                        ResultRow.RUN_SUM,
                        "files")
                .javaRDD()
                .mapToPair(row -> new Tuple2<>(row.getString(0), earlier(row)));
        return all.mapToPair(entry -> new Tuple2<>(entry.id(), entry))
                .leftOuterJoin(earlier, slices)
                .values()
                .map(pair -> new Tuple2<>(
                        pair._1(), pair._2().isPresent() ? Optional.of(pair._2().get()) : Optional.empty()));
    }

    private static Looker.Earlier earlier(Row row) {
        return new Looker.Earlier(
                row.getString(1),
                row.isNullAt(2) ? 0 : row.getLong(2),
                row.isNullAt(3) ? 0 : row.getLong(3),
                row.isNullAt(4) ? "" : row.getString(4),
                row.isNullAt(5) ? "" : row.getString(5),
                row.isNullAt(6) ? "" : row.getString(6));
    }

    /** Reads the rows that executors have kept. */
    private record KeptRows(JobSettings settings, SerializableConfiguration configuration) implements Serializable {
        Row row(String key) throws IOException {
            OutputFolder folder = new OutputFolder(settings.output(), configuration.value());
            return ResultRow.parse(Results.kept(folder, key)
                            .orElseThrow(() -> new IOException(key + ": the kept row is missing")))
                    .row();
        }
    }

    /**
     * Writes the whole table.
     *
     * @param current the recordings whose rows stay
     * @param kept the keys of the rows that executors have kept
     * @param failed the rows of recordings that failed
     */
    void write(List<String> current, List<String> kept, List<String> failed) throws IOException {
        Configuration configuration = context.hadoopConfiguration();
        KeptRows reader = new KeptRows(settings, new SerializableConfiguration(configuration));
        JavaRDD<Row> rows = context.parallelize(kept, slices(kept.size()))
                .map(reader::row)
                .union(context.parallelize(failed, slices(failed.size()))
                        .map(json -> ResultRow.parse(json).row()));
        Dataset<Row> all = spark.createDataFrame(rows, ResultRow.SCHEMA);
        Optional<Dataset<Row>> before = before();
        if (before.isPresent() && !current.isEmpty()) {
            JavaPairRDD<String, Boolean> stay =
                    context.parallelize(current, slices(current.size())).mapToPair(id -> new Tuple2<>(id, true));
            JavaRDD<Row> old = before.get()
                    .javaRDD()
                    .mapToPair(row -> new Tuple2<>(row.<String>getAs(ResultRow.ID), row))
                    .join(stay)
                    .values()
                    .map(Tuple2::_1);
            all = all.union(spark.createDataFrame(old, ResultRow.SCHEMA));
        }
        int files = slices(current.size() + kept.size() + failed.size());
        Dataset<Row> whole = all.repartitionByRange(files, all.col("uri")).sortWithinPartitions("uri");
        Persistence.ofSpark(() -> {
            whole.write().mode(SaveMode.Overwrite).parquet(output.path(FRESH).toString());
            return whole;
        });
        output.remove(ASIDE);
        if (output.exists(NAME)) {
            output.rename(NAME, ASIDE);
        }
        output.rename(FRESH, NAME);
    }

    private static int slices(int rows) {
        return 1 + rows / ROWS_PER_FILE;
    }

    /** Returns how many rows have each status. */
    Map<String, Long> counts() throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        if (output.exists(NAME)) {
            Dataset<Row> statuses =
                    before().orElseThrow().groupBy(ResultRow.STATUS).count();
            for (Row row : Persistence.ofSpark(statuses::collectAsList)) {
                counts.put(row.getString(0), row.getLong(1));
            }
        }
        return counts;
    }
}
