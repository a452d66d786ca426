package qasr.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.Prompt;

/**
 * Speech for calibration: the text decoder's inputs, and its tokens in 16 bits. One chunk in three is used for testing
 * only, to show the effect on other speech. Chunks are computed side by side, each on one core, so the numbers do not depend
 * on the number of cores. Owns native memory: close it.
 */
final class Int8Speech implements AutoCloseable {
    private static final int MOST_TOKENS = 100;
    private static final int ONE_HELD_OUT_IN = 3;
    private static final int ROWS_EACH = 30;

    private final ModelDirectory directory;
    private final Device device;
    private final Prompt prompt;
    private final OneCorePool cores;
    private final Set<Kernel> avoided;
    private final List<Waveform> speech;
    private final List<Tensor> heard;
    private final List<List<Integer>> said = new ArrayList<>();
    private final List<double[]> leads;

    /**
     * The effect of 8 bits on the calibration speech and on the test speech.
     *
     * @param whole whether all chunks were compared, and not only as many as show that the effect is too large
     */
    record Change(Int8Quality heard, Int8Quality heldOut, boolean whole) {
        boolean isTrusted() {
            return heard.isTrustedWith(heldOut);
        }

        /** Returns whether at most one token in a thousand changes, or one at all. */
        boolean mayBeChance() {
            return heard.plus(heldOut).mayBeChance();
        }

        private Change plus(Change other) {
            return new Change(heard.plus(other.heard), heldOut.plus(other.heldOut), whole && other.whole);
        }

        @Override
        public String toString() {
            return (whole ? "" : "at least ") + heard.changed() + " of " + heard.tokens() + " tokens change ("
                    + heard.weakened() + " weakened), and "
                    + heldOut.changed() + " of " + heldOut.tokens() + " (" + heldOut.weakened()
                    + " weakened) of the test speech";
        }
    }

    /**
     * Decodes {@code speech} with {@code weights}, in 16 bits, on {@code cores}; the caller keeps both.
     *
     * @param avoided the kernels that the machine computes wrongly
     */
    Int8Speech(
            ModelDirectory directory,
            Device device,
            Prompt prompt,
            List<Waveform> speech,
            OneCorePool cores,
            Weights weights,
            Set<Kernel> avoided) {
        this.directory = directory;
        this.avoided = avoided;
        this.device = device;
        this.prompt = prompt;
        this.cores = cores;
        this.speech = List.copyOf(speech);
        try (ForcedRun run = run(weights)) {
            heard = heard(run);
            int together = ForcedRun.TOGETHER;
            int groups = (heard.size() + together - 1) / together;
            cores.map(
                            groups,
                            group -> run.greedy(
                                    heard.subList(group * together, Math.min(heard.size(), (group + 1) * together)),
                                    MOST_TOKENS))
                    .forEach(said::addAll);
            leads = cores.map(heard.size(), chunk -> leads(run, heard, chunk));
        }
    }

    private ForcedRun run(Weights weights) {
        return run(weights, weights.decoderInt8Layers());
    }

    private ForcedRun run(Weights weights, IValue int8Layers) {
        return new ForcedRun(directory.config(), weights, device, prompt, int8Layers, avoided);
    }

    private List<Tensor> heard(ForcedRun run) {
        return cores.map(speech.size(), chunk -> {
            Tensor embeddings = run.hear(speech.get(chunk));
            embeddings.retainReference();
            return embeddings;
        });
    }

    private double[] leads(ForcedRun run, List<Tensor> sound, int chunk) {
        return run.forced(sound.get(chunk), said.get(chunk)).leads(said.get(chunk));
    }

    private static boolean isHeldOut(int chunk) {
        return chunk % ONE_HELD_OUT_IN == 1;
    }

    /** The rows and greatest magnitudes of one chunk, for each matrix; retained. */
    private record Recorded(List<Tensor> rows, List<Tensor> peaks) {}

    /** Returns the inputs of each matrix of the text decoder with {@code weights}. They belong to the caller's pointer scope. */
    List<Int8Scaling.Inputs> inputs(Weights weights) {
        int count = directory.config().text().layers() * Int8Layers.MATRICES.size();
        List<Recorded> chunks;
        try (ForcedRun run = run(weights)) {
            int[] used = IntStream.range(0, heard.size())
                    .filter(chunk -> !isHeldOut(chunk))
                    .toArray();
            chunks = cores.map(used.length, i -> recorded(run, weights, used[i], count));
        }
        List<Int8Scaling.Inputs> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TensorVector rows = new TensorVector();
            TensorVector peaks = new TensorVector();
            for (Recorded chunk : chunks) {
                rows.push_back(chunk.rows.get(i));
                peaks.push_back(chunk.peaks.get(i));
            }
            inputs.add(new Int8Scaling.Inputs(
                    torch.cat(rows, 0), torch.stack(peaks, 0).amax(new long[] {0}, false)));
            for (Recorded chunk : chunks) {
                chunk.rows.get(i).releaseReference();
                chunk.peaks.get(i).releaseReference();
            }
        }
        return inputs;
    }

    private Recorded recorded(ForcedRun run, Weights weights, int chunk, int count) {
        int layers = directory.config().text().layers();
        IValue recordings = ForcedRun.recordings(layers);
        try (TextDecoder recorder = new TextDecoder(directory.config().text(), weights, device, recordings)) {
            run.record(recorder, heard.get(chunk), said.get(chunk));
        }
        Recorded recorded = new Recorded(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < count; i++) {
            try (PointerScope scope = new PointerScope()) {
                Tensor all = ForcedRun.recorded(recordings, i);
                Tensor rows = some(all);
                Tensor peaks = all.abs().amax(new long[] {0}, false);
                rows.retainReference();
                peaks.retainReference();
                recorded.rows.add(rows);
                recorded.peaks.add(peaks);
            }
        }
        return recorded;
    }

    private static Tensor some(Tensor all) {
        long step = Math.max(1, all.size(0) / ROWS_EACH);
        Tensor chosen = torch.arange(new Scalar(0), new Scalar(all.size(0)), new Scalar(step));
        return all.index_select(0, chosen.to(torch.ScalarType.Long));
    }

    /** Returns the effect without any matrix in 8 bits: none. */
    Change unchanged() {
        return IntStream.range(0, said.size())
                .mapToObj(chunk -> change(chunk, new Int8Quality(said.get(chunk).size(), 0, 0), true))
                .reduce(nothing(), Change::plus);
    }

    private static Change nothing() {
        return new Change(Int8Quality.NOTHING, Int8Quality.NOTHING, true);
    }

    private static Change change(int chunk, Int8Quality quality, boolean whole) {
        return isHeldOut(chunk)
                ? new Change(Int8Quality.NOTHING, quality, whole)
                : new Change(quality, Int8Quality.NOTHING, whole);
    }

    /** Returns the effect of other weights in 16 bits, with their encoder and cache; as far as it may be chance. */
    Change change(Weights others) {
        int matrices = directory.config().text().layers() * Int8Layers.MATRICES.size();
        List<List<Tensor>> none = Collections.nCopies(matrices, List.of());
        List<Tensor> sound;
        try (ForcedRun run = run(others)) {
            sound = heard(run);
        }
        try {
            return change(others, none, sound, Change::mayBeChance);
        } finally {
            sound.forEach(Tensor::releaseReference);
        }
    }

    /**
     * Returns the effect of {@code int8Layers}; an empty list is a matrix in 16 bits. Once the effect is too large, no
     * further chunk is begun.
     *
     * @param weights those with which the speech was decoded
     */
    Change change(Weights weights, List<List<Tensor>> int8Layers) {
        return change(weights, int8Layers, heard, Change::isTrusted);
    }

    /** @param isSmall whether a change is so small that it goes on */
    private Change change(
            Weights weights, List<List<Tensor>> int8Layers, List<Tensor> sound, Predicate<Change> isSmall) {
        Change all = unchanged();
        AtomicReference<Change> found = new AtomicReference<>(all);
        try (PointerScope scope = new PointerScope();
                ForcedRun run = run(weights, Values.tensorLists(int8Layers))) {
            cores.map(heard.size(), chunk -> {
                if (!isSmall.test(found.get())) {
                    return found.accumulateAndGet(change(chunk, Int8Quality.NOTHING, false), Change::plus);
                }
                Int8Quality effect = Int8Quality.of(leads.get(chunk), leads(run, sound, chunk));
                // its tokens are counted already
                Int8Quality more = new Int8Quality(0, effect.changed(), effect.weakened());
                return found.accumulateAndGet(change(chunk, more, true), Change::plus);
            });
        }
        return found.get();
    }

    @Override
    public void close() {
        heard.forEach(Tensor::releaseReference);
    }
}
