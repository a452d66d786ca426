package qasr.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
 * only, to show the effect on other speech. Owns native memory: close it.
 */
final class Int8Speech implements AutoCloseable {
    private static final int MOST_TOKENS = 100;
    private static final int ONE_HELD_OUT_IN = 3;
    private static final int ROWS_EACH = 30;

    private final ModelDirectory directory;
    private final Weights weights;
    private final Device device;
    private final Prompt prompt;
    private final List<Tensor> heard = new ArrayList<>();
    private final List<List<Integer>> said = new ArrayList<>();
    private final List<double[]> leads = new ArrayList<>();

    /** The effect of 8 bits on the calibration speech and on the test speech. */
    record Change(Int8Quality heard, Int8Quality heldOut) {
        boolean isTrusted() {
            return heard.isTrustedWith(heldOut);
        }

        @Override
        public String toString() {
            return heard.changed() + " of " + heard.tokens() + " tokens change (" + heard.weakened()
                    + " weakened), and "
                    + heldOut.changed() + " of " + heldOut.tokens() + " (" + heldOut.weakened()
                    + " weakened) of the test speech";
        }
    }

    /** Decodes {@code speech} with {@code weights}, which the caller keeps. */
    Int8Speech(ModelDirectory directory, Weights weights, Device device, Prompt prompt, List<Waveform> speech) {
        this.directory = directory;
        this.weights = weights;
        this.device = device;
        this.prompt = prompt;
        try (ForcedRun run = new ForcedRun(directory.config(), weights, device, prompt)) {
            for (Waveform chunk : speech) {
                try (PointerScope scope = new PointerScope()) {
                    Tensor embeddings = run.hear(chunk);
                    embeddings.retainReference();
                    heard.add(embeddings);
                }
            }
            said.addAll(run.greedy(heard, MOST_TOKENS));
            for (int chunk = 0; chunk < heard.size(); chunk++) {
                try (PointerScope scope = new PointerScope()) {
                    leads.add(leads(run, chunk));
                }
            }
        }
    }

    private double[] leads(ForcedRun run, int chunk) {
        return run.forced(heard.get(chunk), said.get(chunk)).leads(said.get(chunk));
    }

    private static boolean isHeldOut(int chunk) {
        return chunk % ONE_HELD_OUT_IN == 1;
    }

    /** Returns the inputs of each matrix of the text decoder. They belong to the caller's pointer scope. */
    List<Int8Scaling.Inputs> inputs() {
        int layers = directory.config().text().layers();
        int count = layers * Int8Layers.MATRICES.size();
        List<TensorVector> rows = new ArrayList<>(Collections.nCopies(count, null));
        rows.replaceAll(none -> new TensorVector());
        List<TensorVector> peaks = new ArrayList<>(Collections.nCopies(count, null));
        peaks.replaceAll(none -> new TensorVector());
        try (ForcedRun run = new ForcedRun(directory.config(), weights, device, prompt)) {
            for (int chunk = 0; chunk < heard.size(); chunk++) {
                if (isHeldOut(chunk)) {
                    continue;
                }
                try (PointerScope scope = new PointerScope()) {
                    IValue recordings = ForcedRun.recordings(layers);
                    try (TextDecoder recorder =
                            new TextDecoder(directory.config().text(), weights, device, recordings)) {
                        run.record(recorder, heard.get(chunk), said.get(chunk));
                    }
                    for (int i = 0; i < count; i++) {
                        Tensor all = ForcedRun.recorded(recordings, i);
                        rows.get(i).push_back(some(all));
                        peaks.get(i).push_back(all.abs().amax(new long[] {0}, false));
                    }
                }
            }
        }
        List<Int8Scaling.Inputs> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inputs.add(new Int8Scaling.Inputs(
                    torch.cat(rows.get(i), 0), torch.stack(peaks.get(i), 0).amax(new long[] {0}, false)));
            rows.get(i).clear();
        }
        return inputs;
    }

    private static Tensor some(Tensor all) {
        long step = Math.max(1, all.size(0) / ROWS_EACH);
        Tensor chosen = torch.arange(new Scalar(0), new Scalar(all.size(0)), new Scalar(step));
        return all.index_select(0, chosen.to(torch.ScalarType.Long));
    }

    /** Returns the effect without any matrix in 8 bits: none. */
    Change unchanged() {
        Int8Quality[] sums = {Int8Quality.NOTHING, Int8Quality.NOTHING};
        for (int chunk = 0; chunk < said.size(); chunk++) {
            int which = isHeldOut(chunk) ? 1 : 0;
            sums[which] = sums[which].plus(new Int8Quality(said.get(chunk).size(), 0, 0));
        }
        return new Change(sums[0], sums[1]);
    }

    /** Returns the effect of {@code int8Layers}; an empty list is a matrix in 16 bits. */
    Change change(List<List<Tensor>> int8Layers) {
        Int8Quality[] sums = {Int8Quality.NOTHING, Int8Quality.NOTHING};
        try (PointerScope scope = new PointerScope();
                ForcedRun run =
                        new ForcedRun(directory.config(), weights, device, prompt, Values.tensorLists(int8Layers))) {
            for (int chunk = 0; chunk < heard.size(); chunk++) {
                int which = isHeldOut(chunk) ? 1 : 0;
                try (PointerScope inner = new PointerScope()) {
                    sums[which] = sums[which].plus(Int8Quality.of(leads.get(chunk), leads(run, chunk)));
                }
            }
        }
        return new Change(sums[0], sums[1]);
    }

    @Override
    public void close() {
        heard.forEach(Tensor::releaseReference);
        heard.clear();
    }
}
