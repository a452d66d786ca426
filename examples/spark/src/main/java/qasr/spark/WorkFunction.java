package qasr.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;

/** The work of one task, as Spark sends it to an executor. */
record WorkFunction(JobSettings settings, SerializableConfiguration configuration, String run, int threads)
        implements FlatMapFunction<Iterator<Bin>, Outcome> {
    @Override
    public Iterator<Outcome> call(Iterator<Bin> bins) throws Exception {
        Worker worker = new Worker(settings, configuration.value(), run, threads);
        int attempt = TaskContext.get().attemptNumber();
        List<Outcome> outcomes = new ArrayList<>();
        while (bins.hasNext()) {
            outcomes.addAll(worker.work(bins.next(), attempt));
        }
        return outcomes.iterator();
    }
}
