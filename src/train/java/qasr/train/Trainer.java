package qasr.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Trains the network: steps of small batches that two threads take from one queue, by a schedule that is read again as it goes. */
final class Trainer {
    private static final int THREADS = 2;
    private static final double CLIP = 1.0;

    /** Seconds of sound in a step and in one of its batches. */
    record Sizes(double step, double batch) {}

    private final Graph graph;
    private final Lexicon lexicon;
    private final Composer composer;
    private final TrainingLog log;
    private final Sizes sizes;
    private final Weights weights;
    private final Optimiser optimiser;
    private final List<Worker> workers = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Random random;
    private double heard;
    private double norm;

    Trainer(Graph graph, Shape shape, Lexicon lexicon, List<Clip> clips, Sizes sizes, long seed, TrainingLog log) {
        this.graph = graph;
        this.lexicon = lexicon;
        this.composer = new Composer(clips);
        this.log = log;
        this.sizes = sizes;
        this.random = new Random(seed ^ System.nanoTime());
        this.weights = Weights.random(shape, lexicon.vocabulary(), lexicon.connectionistOutputs(), seed);
        this.optimiser = new Optimiser(graph, weights);
        for (int i = 0; i < THREADS; i++) {
            workers.add(new Worker(graph, shape, weights));
        }
    }

    Weights weights() {
        return weights;
    }

    double heard() {
        return heard;
    }

    Network network(int worker) {
        return workers.get(worker).network();
    }

    ExecutorService threads() {
        return threads;
    }

    /** Trains one step by the plan and returns the sums of both workers. */
    List<Worker.Sums> step(Plan plan) {
        List<Sample> samples = new ArrayList<>();
        int frames = 0;
        while (frames < sizes.step() * 100) {
            Composition composition = composer.draw(random, plan);
            samples.add(Sample.of(composition, lexicon, random, plan));
            frames += composition.frames();
        }
        heard += frames / 100e3;
        double characters =
                samples.stream().mapToInt(s -> s.characters().size()).sum();
        double tokens = samples.stream().mapToInt(s -> s.answer().size()).sum();
        Worker.Scale scale = new Worker.Scale(characters, tokens);
        Queue<List<Sample>> queue = new ConcurrentLinkedQueue<>(packed(samples));
        parallel(worker -> {
            for (List<Sample> batch = queue.poll(); batch != null; batch = queue.poll()) {
                worker.learn(batch, plan, scale);
            }
        });
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            update(plan.rate());
        }
        workers.forEach(Worker::clear);
        return workers.stream().map(Worker::takeSums).toList();
    }

    private void update(double rate) {
        Map<String, Tensor> gradients = new HashMap<>(workers.get(0).gradients());
        workers.get(1).gradients().forEach((name, g) -> {
            Tensor sum = gradients.get(name);
            if (sum == null) {
                gradients.put(name, g);
            } else {
                sum.add_(g);
            }
        });
        List<Tensor> all = List.copyOf(gradients.values());
        norm = Math.sqrt(
                graph.training("squared_norm", Graph.tensors(all)).toTensor().item_float());
        if (!Double.isFinite(norm)) {
            log.line("step left out: gradient is not finite");
            return;
        }
        if (norm > CLIP) {
            graph.training("scale", Graph.tensors(all), new org.bytedeco.pytorch.IValue(CLIP / norm));
        }
        optimiser.next();
        Queue<Integer> units = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < optimiser.units(); i++) {
            units.add(i);
        }
        parallel(worker -> {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                for (Integer unit = units.poll(); unit != null; unit = units.poll()) {
                    optimiser.update(unit, gradients, rate);
                }
            }
        });
    }

    double norm() {
        return norm;
    }

    private interface Task {
        void run(Worker worker);
    }

    private void parallel(Task task) {
        List<Future<?>> running = new ArrayList<>();
        for (Worker worker : workers) {
            running.add(threads.submit(() -> task.run(worker)));
        }
        try {
            for (Future<?> future : running) {
                future.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sorts by length and fills batches, the longest first, so that little is padding and the threads end together. */
    private List<List<Sample>> packed(List<Sample> samples) {
        samples.sort(Comparator.comparingInt(Sample::chunks).reversed());
        List<List<Sample>> batches = new ArrayList<>();
        List<Sample> batch = new ArrayList<>();
        for (Sample sample : samples) {
            if (!batch.isEmpty() && (batch.size() + 1) * batch.get(0).chunks() > sizes.batch()) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            batch.add(sample);
        }
        batches.add(batch);
        return batches;
    }

    void save(Path file) throws IOException {
        Map<String, Tensor> all = new LinkedHashMap<>(weights.tensors());
        all.putAll(optimiser.state());
        Checkpoint.write(file, new Checkpoint.Progress(heard, optimiser.steps()), all);
    }

    void load(Path file) throws IOException {
        if (Files.exists(file)) {
            Map<String, Tensor> all = new LinkedHashMap<>(weights.tensors());
            all.putAll(optimiser.state());
            try (PointerScope scope = new PointerScope()) {
                Checkpoint.Progress progress = Checkpoint.read(file, all);
                heard = progress.heard();
                optimiser.steps(progress.steps());
            }
            log.line("resumed at %.1f thousand seconds, step %d", heard, optimiser.steps());
        }
    }
}
