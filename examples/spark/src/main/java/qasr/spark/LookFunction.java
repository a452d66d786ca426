package qasr.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Looks at some recordings on an executor. Most of the time is spent waiting for the file system, so several threads ask, each
 * about recordings of its own.
 */
record LookFunction(JobSettings settings, SerializableConfiguration configuration)
        implements FlatMapFunction<Iterator<Tuple2<Entry, Optional<Looker.Earlier>>>, Look> {
    private static final int THREADS = 16;

    @Override
    public Iterator<Look> call(Iterator<Tuple2<Entry, Optional<Looker.Earlier>>> entries) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<List<Tuple2<Entry, Optional<Looker.Earlier>>>> shares = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                shares.add(new ArrayList<>());
            }
            for (int i = 0; entries.hasNext(); i++) {
                shares.get(i % THREADS).add(entries.next());
            }
            List<Future<List<Look>>> looks = new ArrayList<>();
            for (List<Tuple2<Entry, Optional<Looker.Earlier>>> share : shares) {
                looks.add(pool.submit(() -> looks(share)));
            }
            List<Look> all = new ArrayList<>();
            for (Future<List<Look>> look : looks) {
                all.addAll(result(look));
            }
            return all.iterator();
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Look> result(Future<List<Look>> looks) throws Exception {
        try {
            return looks.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private List<Look> looks(List<Tuple2<Entry, Optional<Looker.Earlier>>> share) throws Exception {
        Looker looker = new Looker(settings, configuration.value());
        List<Look> looks = new ArrayList<>();
        for (Tuple2<Entry, Optional<Looker.Earlier>> entry : share) {
            looks.add(looker.look(entry._1(), entry._2()));
        }
        return looks;
    }
}
