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
import qasr.model.TokenListener;

/** A chunk whose stages can be run again and again, as a worker runs them; for one thread. */
final class BenchChunk {
    private final ChunkEngine engine;
    private final Waveform input;
    private final Prompt prompt;
    private final ChunkTask task;
    private final Tensor embeddings;
    private final TorchSession begun;
    private final Choices first;

    /** Runs the chunk's prompt; its tensors belong to the caller's pointer scope. */
    BenchChunk(ChunkEngine engine, Prompt prompt, Waveform waveform, int budget) {
        this.engine = engine;
        input = ModelInput.prepared(waveform);
        this.prompt = prompt;
        task = new ChunkTask(
                input,
                prompt,
                budget,
                0,
                new DecodeRequest(input, budget, prompt),
                TokenListener.none(),
                new StageTimes(),
                new CompletableFuture<>());
        embeddings = engine.embedded(input, prompt, new StageTimes(), Crew.ALONE);
        begun = engine.session(input, prompt, 0);
        first = chosen(begun);
    }

    /** Returns the mel frames of the sound. */
    int frames() {
        return input.length() / 160;
    }

    /** Returns how many positions the prompt has after its fixed part. */
    int positions() {
        return Math.toIntExact(embeddings.size(0));
    }

    /** Returns how many positions the fixed part has. */
    int fixedPositions() {
        return begun.length() - positions();
    }

    /** Mel and encoder. */
    void encode() {
        try (PointerScope scope = new PointerScope()) {
            engine.embedded(input, prompt, new StageTimes(), Crew.ALONE);
        }
    }

    /** The prompt and the first token, in a cache of its own. */
    void prefill() {
        try (PointerScope scope = new PointerScope();
                TorchSession session = engine.session(input, prompt, task.budget())) {
            chosen(session);
        }
    }

    private Choices chosen(TorchSession session) {
        Tensor states = engine.prefill(task, session, embeddings, Crew.ALONE);
        return engine.choose(
                states.narrow(0, states.size(0) - 1, 1), List.of(new DecodingRow(task, session, Set.of(), 0)), 1);
    }

    /** Returns this chunk with its first token taken, in a cache of its own; close its session. */
    DecodingRow row() {
        TorchSession session = engine.session(input, prompt, task.budget());
        session.copyFrom(begun);
        DecodingRow row = new DecodingRow(task, session, Set.of(), 0);
        row.take(first, 0);
        return row;
    }

    /** Takes one more token of each of {@code rows}. */
    void step(List<DecodingRow> rows) {
        Choices choices = engine.step(new ArrayList<>(rows), 1);
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).take(choices, i);
        }
    }
}
