package qasr.torch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import qasr.audio.Waveform;
import qasr.model.DeviceException;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;

/**
 * Measures the time of a chunk's stages relative to the matrix products in them, and the time of a decoding step for
 * several rows.
 *
 * <p>All in one process with the same weights: each thread, one an operator as in the network, does everything once to
 * warm up and then, round by round, each stage and its products in turn. Threads wait for each other before each, so
 * that all do the same at the same time. A round's ratio is of two times that follow each other; the middle of these
 * ratios holds on a machine whose speed wanders. Ratios of processor time tell the same of one that others use, too.
 */
public final class StageCosts {
    private static final double AMPLITUDE = 0.1;
    /** Steps that are measured together. */
    private static final int STEPS = 2;
    /** The sound is noise, the same each time. */
    public static final long SEED = 1;

    /**
     * The settings of the measurement.
     *
     * @param dtype as --dtype has it
     * @param seconds how long the chunk is
     * @param threads how many threads do all of it at the same time
     * @param rounds how often
     * @param rows the numbers of chunks that are decoded side by side
     */
    public record Settings(String dtype, double seconds, int threads, int rounds, List<Integer> rows) {}

    /**
     * Medians over the rounds of averages over the threads.
     *
     * @param stage "mel, encoder", "prefill" or "step"
     * @param rows how many rows it takes: mel frames, positions, or chunks side by side
     * @param seconds of the stage
     * @param products of its products with weights alone
     * @param ratio of the two
     * @param processorRatio the same of processor time
     * @param attention seconds of the two products of attention, where they are counted: in a prompt
     * @param ratioToAll the stage against all of its products, those of attention too
     * @param profileRatio the stage against its product operators, both from one profile of it, where that is possible
     */
    public record Cost(
            String stage,
            int rows,
            double seconds,
            double products,
            double ratio,
            double processorRatio,
            OptionalDouble attention,
            OptionalDouble ratioToAll,
            OptionalDouble profileRatio) {}

    /** One part of a round, in nanoseconds. */
    private record Time(double wall, double processor) {
        private static final Time NONE = new Time(0, 0);

        Time plus(Time other) {
            return new Time(wall + other.wall, processor + other.processor);
        }
    }

    /** A stage, its products with weights, and those of its attention. */
    private record Round(Time stage, Time products, Time attention) {
        Round plus(Round other) {
            return new Round(stage.plus(other.stage), products.plus(other.products), attention.plus(other.attention));
        }
    }

    private record Part(
            String stage, int rows, int repetitions, Runnable work, Runnable products, Optional<Runnable> attention) {}

    private final Settings settings;
    private final ChunkEngine engine;
    private final MatrixProducts products;
    private final Prompt prompt;
    private final CyclicBarrier together;
    private final OperatorProfile profile = new OperatorProfile();

    private StageCosts(Settings settings, ChunkEngine engine, MatrixProducts products, Prompt prompt) {
        this.settings = settings;
        this.engine = engine;
        this.products = products;
        this.prompt = prompt;
        together = new CyclicBarrier(settings.threads);
    }

    /** Measures the model in {@code model}; packed weights are looked for, and left, there. */
    public static List<Cost> measure(Path model, Settings settings) throws ModelException, DeviceException {
        Libtorch.start();
        Libtorch.setThreads(1);
        ModelDirectory directory = ModelDirectory.open(model);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Device device = new Device("cpu");
            Precision wanted = Precision.valueOf(settings.dtype.toUpperCase(Locale.ROOT));
            Weights weights = Weights.load(
                    directory,
                    device,
                    MachinePrecision.on(device, wanted, Weights.areInBf16(directory)),
                    List.of(model));
            device.retainReference();
            try (ChunkEngine engine = new ChunkEngine(directory.config(), weights, device, true, true);
                    MatrixProducts products = new MatrixProducts(directory.config(), weights)) {
                Prompt prompt = new PromptBuilder(directory.tokenizer()).build("");
                return new StageCosts(settings, engine, products, prompt).onAllThreads();
            }
        }
    }

    private List<Cost> onAllThreads() {
        List<CompletableFuture<Map<Part, List<Round>>>> results = new ArrayList<>();
        for (int i = 0; i < settings.threads; i++) {
            CompletableFuture<Map<Part, List<Round>>> result = new CompletableFuture<>();
            results.add(result);
            boolean profiles = i == 0;
            Thread thread = new Thread(() -> {
                Libtorch.useOneThread();
                try (NoGradGuard guard = new NoGradGuard()) {
                    result.complete(rounds(profiles));
                } catch (RuntimeException | InterruptedException | BrokenBarrierException e) {
                    together.reset();
                    result.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        List<Map<Part, List<Round>>> all =
                results.stream().map(CompletableFuture::join).toList();
        List<Cost> costs = new ArrayList<>();
        List<List<Part>> parts =
                all.stream().map(map -> List.copyOf(map.keySet())).toList();
        for (int p = 0; p < parts.get(0).size(); p++) {
            List<Round> sums = new ArrayList<>();
            for (int r = 0; r < settings.rounds; r++) {
                Round sum = all.get(0).get(parts.get(0).get(p)).get(r);
                for (int i = 1; i < all.size(); i++) {
                    sum = sum.plus(all.get(i).get(parts.get(i).get(p)).get(r));
                }
                sums.add(sum);
            }
            costs.add(cost(parts.get(0).get(p), sums));
        }
        return costs;
    }

    private Cost cost(Part part, List<Round> sums) {
        double scale = 1e-9 / settings.threads / part.repetitions;
        OptionalDouble attention = OptionalDouble.empty();
        OptionalDouble ratioToAll = OptionalDouble.empty();
        if (part.attention.isPresent()) {
            attention = OptionalDouble.of(scale * median(sums, round -> round.attention.wall));
            ratioToAll = OptionalDouble.of(
                    median(sums, round -> round.stage.wall / (round.products.wall + round.attention.wall)));
        }
        return new Cost(
                part.stage,
                part.rows,
                scale * median(sums, round -> round.stage.wall),
                scale * median(sums, round -> round.products.wall),
                median(sums, round -> round.stage.wall / round.products.wall),
                median(sums, round -> round.stage.processor / round.products.processor),
                attention,
                ratioToAll,
                OperatorProfile.available() ? profile.overProducts(name(part)) : OptionalDouble.empty());
    }

    private static String name(Part part) {
        return part.stage + " " + part.rows;
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    private Map<Part, List<Round>> rounds(boolean profiles) throws InterruptedException, BrokenBarrierException {
        List<DecodingRow> rows = new ArrayList<>();
        Map<Part, List<Round>> rounds = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) {
            List<Part> parts = parts(rows);
            for (Part part : parts) {
                rounds.put(part, new ArrayList<>());
                time(part, part.work);
                time(part, part.products);
                timeAttention(part);
            }
            for (int r = 0; r < settings.rounds; r++) {
                for (Part part : parts) {
                    Time stage = time(part, part.work);
                    rounds.get(part).add(new Round(stage, time(part, part.products), timeAttention(part)));
                }
            }
            if (profiles && OperatorProfile.available()) {
                for (Part part : parts) {
                    profile.measure(name(part), () -> {
                        part.work.run();
                        return part;
                    });
                }
            }
            return rounds;
        } finally {
            rows.forEach(row -> row.session().close());
        }
    }

    private Time timeAttention(Part part) throws InterruptedException, BrokenBarrierException {
        return part.attention.isPresent() ? time(part, part.attention.get()) : Time.NONE;
    }

    private Time time(Part part, Runnable work) throws InterruptedException, BrokenBarrierException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        together.await();
        long processor = threads.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        for (int i = 0; i < part.repetitions; i++) {
            work.run();
        }
        return new Time(System.nanoTime() - wall, threads.getCurrentThreadCpuTime() - processor);
    }

    /** Fills {@code rows}, which the caller closes; what else is made belongs to the caller's pointer scope. */
    private List<Part> parts(List<DecodingRow> rows) {
        BenchChunk chunk = new BenchChunk(engine, prompt, noise(), budget());
        for (int i = 0; i < settings.rows.stream().mapToInt(n -> n).max().orElse(0); i++) {
            rows.add(chunk.row());
        }
        List<Part> parts = new ArrayList<>();
        MatrixProducts.Input sound = products.encoderInput(settings.seconds);
        parts.add(new Part(
                "mel, encoder", chunk.frames(), 1, chunk::encode, () -> products.encoder(sound), Optional.empty()));
        MatrixProducts.Input prompt = products.decoderInput(chunk.positions());
        MatrixProducts.Attention attention = products.attentionInput(chunk.fixedPositions(), chunk.positions());
        parts.add(new Part(
                "prefill",
                chunk.positions(),
                1,
                chunk::prefill,
                () -> products.decoder(prompt, 1),
                Optional.of(() -> products.attention(attention))));
        for (int count : settings.rows) {
            List<DecodingRow> some = rows.subList(0, count);
            MatrixProducts.Input input = products.decoderInput(count);
            parts.add(new Part(
                    "step",
                    count,
                    STEPS,
                    () -> chunk.step(some),
                    () -> products.decoder(input, count),
                    Optional.empty()));
        }
        return parts;
    }

    /** Tokens that a row may have to take: in a warm-up, in each round and for the profile. */
    private int budget() {
        return 2 + STEPS * (settings.rounds + 2) * settings.rows.size();
    }

    private Waveform noise() {
        float[] samples = new float[(int) Math.round(settings.seconds * Waveform.SAMPLE_RATE)];
        Random random = new Random(SEED);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (AMPLITUDE * random.nextGaussian());
        }
        return Waveform.of(samples);
    }
}
