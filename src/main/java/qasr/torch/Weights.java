package qasr.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;

/** All weights of one model, in the lists and the order that the scripts name. Owns native memory: close it. */
final class Weights implements AutoCloseable {
    private final List<Tensor> owned;
    private final List<IValue> lists = new ArrayList<>();
    private final int encoderLayers;
    private final int decoderLayers;
    private boolean closed;

    private static final int STEM = 7;
    private static final int ENCODER_LAYER = 16;
    private static final int HEAD = 6;
    private static final int DECODER_LAYER = 11;

    private Weights(List<Tensor> owned, int encoderLayers, int decoderLayers) {
        this.owned = owned;
        this.encoderLayers = encoderLayers;
        this.decoderLayers = decoderLayers;
        try (PointerScope scope = new PointerScope()) {
            int layers = STEM + ENCODER_LAYER * encoderLayers;
            lists.add(retained(owned.subList(0, STEM)));
            lists.add(retained(owned.subList(STEM, layers)));
            lists.add(retained(owned.subList(layers, layers + HEAD)));
            lists.add(retained(owned.subList(layers + HEAD, layers + HEAD + DECODER_LAYER * decoderLayers)));
        }
    }

    private static IValue retained(List<Tensor> tensors) {
        IValue list = Values.tensors(tensors);
        list.retainReference();
        return list;
    }

    /** Loads the weights of {@code directory}, {@code threads} tensors at a time. */
    static Weights load(ModelDirectory directory, Device device, int threads) throws ModelException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try (WeightLoader loader = new WeightLoader(directory, device)) {
            // The last ones first: packing the output matrix takes a float32 copy of it, which should be gone again
            // before the rest fills the memory.
            List<Callable<Tensor>> jobs = jobs(directory, loader);
            Collections.reverse(jobs);
            List<Future<Tensor>> pending = new ArrayList<>();
            for (Callable<Tensor> job : jobs) {
                pending.add(workers.submit(job));
            }
            Collections.reverse(pending);
            return new Weights(
                    finished(pending),
                    directory.config().audio().layers(),
                    directory.config().text().layers());
        } finally {
            workers.shutdown();
        }
    }

    /** Waits for all; if one fails, lets go of the others. */
    private static List<Tensor> finished(List<Future<Tensor>> pending) throws ModelException {
        List<Tensor> tensors = new ArrayList<>();
        Throwable failure = null;
        for (Future<Tensor> future : pending) {
            try {
                tensors.add(future.get());
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = failure == null ? e : failure;
            }
        }
        if (failure == null) {
            return tensors;
        }
        tensors.forEach(Tensor::releaseReference);
        if (failure instanceof ModelException problem) {
            throw problem;
        }
        throw new IllegalStateException("the weights could not be loaded", failure);
    }

    private static List<Callable<Tensor>> jobs(ModelDirectory directory, WeightLoader loader) {
        List<Callable<Tensor>> jobs = new ArrayList<>();
        String tower = "audio_tower.";
        for (String conv : List.of("conv2d1", "conv2d2", "conv2d3")) {
            jobs.add(() -> loader.plain(tower + conv + ".weight"));
            jobs.add(() -> loader.plain(tower + conv + ".bias"));
        }
        jobs.add(() -> loader.plain(tower + "conv_out.weight"));
        for (int i = 0; i < directory.config().audio().layers(); i++) {
            addEncoderLayer(jobs, loader, tower + "layers." + i + ".");
        }
        addBiased(jobs, loader, tower + "ln_post");
        addBiased(jobs, loader, tower + "proj1");
        addBiased(jobs, loader, tower + "proj2");
        for (int i = 0; i < directory.config().text().layers(); i++) {
            addDecoderLayer(jobs, loader, "model.layers." + i + ".");
        }
        jobs.add(() -> loader.plain("model.norm.weight"));
        jobs.add(() -> loader.table("model.embed_tokens.weight"));
        jobs.add(() -> loader.matrix(directory.outputMatrix()));
        return jobs;
    }

    private static void addEncoderLayer(List<Callable<Tensor>> jobs, WeightLoader loader, String layer) {
        for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            addBiased(jobs, loader, layer + "self_attn." + projection);
        }
        addBiased(jobs, loader, layer + "self_attn_layer_norm");
        addBiased(jobs, loader, layer + "fc1");
        addBiased(jobs, loader, layer + "fc2");
        addBiased(jobs, loader, layer + "final_layer_norm");
    }

    private static void addDecoderLayer(List<Callable<Tensor>> jobs, WeightLoader loader, String layer) {
        jobs.add(() -> loader.plain(layer + "input_layernorm.weight"));
        for (String projection : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
            jobs.add(() -> loader.matrix(layer + "self_attn." + projection + ".weight"));
        }
        jobs.add(() -> loader.plain(layer + "self_attn.q_norm.weight"));
        jobs.add(() -> loader.plain(layer + "self_attn.k_norm.weight"));
        jobs.add(() -> loader.plain(layer + "post_attention_layernorm.weight"));
        for (String projection : List.of("gate_proj", "up_proj", "down_proj")) {
            jobs.add(() -> loader.matrix(layer + "mlp." + projection + ".weight"));
        }
    }

    /** The encoder multiplies hundreds of rows at a time, where packed weights gain nothing. */
    private static void addBiased(List<Callable<Tensor>> jobs, WeightLoader loader, String name) {
        jobs.add(() -> loader.plain(name + ".weight"));
        jobs.add(() -> loader.plain(name + ".bias"));
    }

    IValue stem() {
        return lists.get(0);
    }

    IValue encoderLayers() {
        return lists.get(1);
    }

    IValue encoderHead() {
        return lists.get(2);
    }

    IValue decoderLayers() {
        return lists.get(3);
    }

    private Tensor afterLayers(int index) {
        return owned.get(STEM + ENCODER_LAYER * encoderLayers + HEAD + DECODER_LAYER * decoderLayers + index);
    }

    Tensor norm() {
        return afterLayers(0);
    }

    Tensor embedding() {
        return afterLayers(1);
    }

    Tensor output() {
        return afterLayers(2);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            lists.forEach(IValue::releaseReference);
            owned.forEach(Tensor::releaseReference);
        }
    }
}
