package qasr.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.ModelInput;
import qasr.model.Prompt;
import qasr.model.StageTimes;

/**
 * Measures the time of each operator for one chunk on one thread: encoding, prompt, and some decoding steps, alone and
 * in a batch of copies. Everything runs once before it is recorded.
 */
final class ChunkProfile {
    /** The number of decoding steps: enough for stable shares, and possible for every chunk. */
    private static final int STEPS = 16;

    /** Runs and records the named part of the work. */
    private interface Recorder {
        void run(String part, Runnable work);
    }

    private final ChunkEngine engine;
    private final Prompt prompt;
    private final Waveform input;
    private final int rows;

    /** Creates a profile of {@code waveform}, decoded {@code rows} at a time. */
    ChunkProfile(ChunkEngine engine, Prompt prompt, Waveform waveform, int rows) {
        this.engine = engine;
        this.prompt = prompt;
        this.input = ModelInput.prepared(waveform);
        this.rows = rows;
    }

    /**
     * Records on the calling thread and returns the tables of {@link OperatorProfile#table}.
     *
     * @throws UnsupportedOperationException if this build of libtorch cannot record
     */
    String table() {
        OperatorProfile profile = new OperatorProfile();
        run((part, work) -> work.run());
        run((part, work) -> profile.measure(part, () -> {
            work.run();
            return part;
        }));
        return profile.table();
    }

    private void run(Recorder recorder) {
        List<DecodingRow> begun = new ArrayList<>();
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> embeddings = new ArrayList<>();
            recorder.run(
                    "mel and encoder, " + Math.round(input.seconds()) + " s of sound",
                    () -> embeddings.add(engine.embedded(input, prompt, new StageTimes(), Crew.ALONE)));
            recorder.run("prefill, " + embeddings.get(0).size(0) + " positions", () -> {
                begun.add(begin(prompt, embeddings.get(0)));
            });
            steps(recorder, begun);
            while (begun.size() < rows) {
                begun.add(begin(prompt, embeddings.get(0)));
            }
            if (rows > 1) {
                steps(recorder, begun);
            }
        } finally {
            begun.forEach(row -> row.session().close());
        }
    }

    private void steps(Recorder recorder, List<DecodingRow> begun) {
        String part = "decode, " + STEPS + " steps, chunks side by side: " + begun.size();
        recorder.run(part, () -> {
            for (int i = 0; i < STEPS; i++) {
                take(engine.step(begun, 1), begun);
            }
        });
    }

    private DecodingRow begin(Prompt prompt, Tensor embeddings) {
        int budget = 2 * STEPS + 2;
        ChunkTask task = new ChunkTask(
                input,
                prompt,
                budget,
                0,
                new DecodeRequest(input, budget, prompt),
                (chunk, token, logProbability) -> true,
                new StageTimes(),
                new CompletableFuture<>());
        TorchSession session = engine.session(input, prompt, budget);
        Tensor states = engine.prefill(task, session, embeddings, Crew.ALONE);
        DecodingRow row = new DecodingRow(task, session, Set.of(), 0);
        take(engine.choose(states.narrow(0, states.size(0) - 1, 1), List.of(row), 1), List.of(row));
        return row;
    }

    private static void take(Choices choices, List<DecodingRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).take(choices, i);
        }
    }
}
