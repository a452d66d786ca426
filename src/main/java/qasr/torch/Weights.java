package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.ElementType;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;

/**
 * All weights of one model, in the lists and the order that the scripts name. Read-only, so that any thread may compute
 * with them. Owns native memory: close it.
 */
final class Weights implements AutoCloseable {
    private static final int STEM = 7;
    private static final int ENCODER_LAYER = 16;
    private static final int HEAD = 6;
    /** How many tensors a decoder layer has. */
    static final int DECODER_LAYER = 8;

    private final List<Tensor> owned;
    private final CompletableFuture<List<Tensor>> layers;
    private final CompletableFuture<IValue> layerList;
    private final CompletableFuture<IValue> stepList;
    private final TokenTables tokens;
    private final List<List<Tensor>> int8Layers;
    private final MatrixStores stores;
    private final Optional<Int8Store> store;
    private final Optional<Int8Caution> caution;
    private final List<IValue> lists = new ArrayList<>();
    private final int afterHead;
    private final List<List<MappedPart>> encoderParts;
    private final boolean divided;
    private boolean closed;

    /** The text decoder's matrices in 8 bits, where they are mapped from, if they are, and what users should know. */
    private record Int8Matrices(
            List<List<Tensor>> matrices, Optional<Int8Store> store, Optional<Int8Caution> caution) {}

    /**
     * Takes everything, retained.
     *
     * @param tensors all but those of the decoder's layers, in the order of the slots
     * @param layers those, which may still be on their way
     * @param encoderParts the places of the encoder's matrices in mapped files: of the stem, of each layer, of the head
     * @param objects the tensors of the decoder's layers that are objects for the scripts, see {@link PackedMatrix#object}
     */
    private Weights(
            List<Tensor> tensors,
            CompletableFuture<List<Tensor>> layers,
            TokenTables tokens,
            Int8Matrices made,
            MatrixStores stores,
            List<List<MappedPart>> encoderParts,
            List<Optional<IValue>> objects) {
        this.encoderParts = encoderParts;
        this.divided = objects.stream().anyMatch(Optional::isPresent);
        this.owned = List.copyOf(tensors);
        this.layers = layers;
        this.tokens = tokens;
        this.int8Layers = List.copyOf(made.matrices);
        this.store = made.store;
        this.caution = made.caution;
        this.stores = stores;
        int encoder = STEM + ENCODER_LAYER * (encoderParts.size() - 2);
        afterHead = encoder + HEAD;
        try (PointerScope scope = new PointerScope()) {
            lists.add(retained(Values.tensors(owned.subList(0, STEM))));
            lists.add(retained(Values.tensors(owned.subList(STEM, encoder))));
            lists.add(retained(Values.tensors(owned.subList(encoder, afterHead))));
            lists.add(retained(Values.tensorLists(int8Layers)));
        }
        layerList = layers.thenApply(loaded -> list(objects, loaded, matrix -> matrix));
        stepList = layers.thenApply(loaded -> list(objects, loaded, StepMatrix::of));
    }

    private static IValue list(List<Optional<IValue>> objects, List<Tensor> tensors, UnaryOperator<Tensor> form) {
        try (PointerScope scope = new PointerScope()) {
            return retained(Values.tensorsOr(objects, tensors.stream().map(form).toList()));
        }
    }

    private static IValue retained(IValue list) {
        list.retainReference();
        return list;
    }

    /**
     * Loads the weights of {@code directory}.
     *
     * @param precision what its matrices are wanted in; FP32 ones stay so where FP16 is
     * @param folders where laid out matrices may be kept for the next time
     */
    static Weights load(ModelDirectory directory, Device device, Precision precision, List<Path> folders)
            throws ModelException {
        return load(directory, device, precision, folders, true, 1);
    }

    /**
     * As above.
     *
     * @param lists whether the vocabulary may be looked through in 8 bits first, see {@link Shortlist}
     * @param threads how many threads lay matrices out
     */
    static Weights load(
            ModelDirectory directory,
            Device device,
            Precision precision,
            List<Path> folders,
            boolean lists,
            int threads)
            throws ModelException {
        WeightSlots slots = slots(directory);
        int first = firstDecoderLayer(directory);
        int last = first + DECODER_LAYER * directory.config().text().layers();
        List<WeightSlots.Slot> others = new ArrayList<>(slots.all().subList(0, first));
        others.addAll(slots.all().subList(last, slots.all().size()));
        Scripts scripts = Scripts.load("layers", "int8", "choices");
        WeightLoader loader = new WeightLoader(directory, device, precision, scripts);
        MatrixStores stores = MatrixStores.none();
        List<Tensor> tensors = List.of();
        CompletableFuture<List<Tensor>> layers = CompletableFuture.completedFuture(List.of());
        try {
            WeightOrigin origin = WeightLoader.origin(slots.matrices());
            stores = loader.openStores(slots.all(), folders, origin);
            tensors = ParallelLoad.load(loader, others, threads);
            layers = ParallelLoad.start(loader, decoderLayers(directory), threads);
            if (!loader.laysOutWhatItReads()) {
                ParallelLoad.await(layers); // mapped: a moment
            }
            stores.finishAfter(layers);
            Int8Matrices int8Layers = precision == Precision.INT8
                    ? int8Layers(directory, loader, ParallelLoad.await(layers), scripts, origin, folders)
                    : none(directory);
            TokenTables tokens = TokenTables.open(directory, device);
            if (lists && stores.packed().isPresent() && Int8Matrix.isPossible()) {
                tokens = tokens.with(
                        Shortlist.open(scripts, origin, directory.outputMatrix(), tensors.get(first), folders));
            }
            CompletableFuture<List<Tensor>> loaded = layers.whenComplete((all, problem) -> {
                loader.close();
                scripts.close();
            });
            return new Weights(
                    tensors,
                    loaded,
                    tokens,
                    int8Layers,
                    stores,
                    encoderParts(loader, slots.all(), directory.config().audio().layers()),
                    decoderLayers(directory).stream().map(loader::object).toList());
        } catch (ModelException | RuntimeException e) {
            tensors.forEach(Tensor::releaseReference);
            release(layers);
            stores.close();
            loader.close();
            scripts.close();
            throw e;
        }
    }

    private static List<List<MappedPart>> encoderParts(WeightLoader loader, List<WeightSlots.Slot> slots, int layers) {
        List<List<MappedPart>> parts = new ArrayList<>();
        parts.add(loader.mapped(slots.subList(0, STEM)));
        int at = STEM;
        for (int layer = 0; layer < layers; layer++, at += ENCODER_LAYER) {
            parts.add(loader.mapped(slots.subList(at, at + ENCODER_LAYER)));
        }
        parts.add(loader.mapped(slots.subList(at, at + HEAD)));
        return List.copyOf(parts);
    }

    /** Lets go of tensors when they have come. */
    private static void release(CompletableFuture<List<Tensor>> layers) {
        try {
            layers.join().forEach(Tensor::releaseReference);
        } catch (CompletionException e) {
            // They have been let go.
        }
    }

    private static Int8Matrices none(ModelDirectory directory) {
        int matrices = Int8Layers.MATRICES.size() * directory.config().text().layers();
        return new Int8Matrices(Collections.nCopies(matrices, List.of()), Optional.empty(), Optional.empty());
    }

    /** Maps what an earlier run has left, or makes it and leaves it. {@code tensors} are those of the decoder's layers. */
    private static Int8Matrices int8Layers(
            ModelDirectory directory,
            WeightLoader loader,
            List<Tensor> tensors,
            Scripts scripts,
            WeightOrigin origin,
            List<Path> folders)
            throws ModelException {
        Optional<Int8Recipe> recipe = Int8Recipe.find(recipeFolders(directory, folders), origin);
        List<WeightSlots.Slot> layers = decoderLayers(directory);
        int count = layers.size() / DECODER_LAYER * Int8Layers.MATRICES.size();
        boolean keeps = loader.isLarge() && Int8Matrix.isPossible();
        String key = recipe.map(Int8Recipe::key).orElse("no recipe");
        Optional<Int8Store> store =
                keeps ? Int8Store.find(Int8Store.name(), folders, origin, key, count) : Optional.empty();
        List<List<Tensor>> made = Int8Layers.make(scripts, loader, layers, tensors, recipe, store);
        if (keeps && store.isEmpty()) {
            Int8Store.write(Int8Store.name(), folders, origin, key, made);
            store = Int8Store.find(Int8Store.name(), folders, origin, key, count);
            if (store.isPresent()) { // mapped from here on, as in the next run, not in memory of our own
                made.forEach(parts -> parts.forEach(Tensor::releaseReference));
                made = Int8Layers.make(scripts, loader, layers, tensors, recipe, store);
            }
        }
        Int8Layers.fold(tensors, made);
        return new Int8Matrices(made, store, Int8Recipe.caution(recipe));
    }

    private static List<Path> recipeFolders(ModelDirectory directory, List<Path> folders) {
        return folders.isEmpty() ? List.of(directory.path()) : folders;
    }

    private static int firstDecoderLayer(ModelDirectory directory) {
        return STEM + ENCODER_LAYER * directory.config().audio().layers() + HEAD;
    }

    /** Returns the places of the text decoder's layers, {@link #DECODER_LAYER} each. */
    static List<WeightSlots.Slot> decoderLayers(ModelDirectory directory) {
        int first = firstDecoderLayer(directory);
        return slots(directory)
                .all()
                .subList(
                        first, first + DECODER_LAYER * directory.config().text().layers());
    }

    /** Tells whether the files have all matrices in BF16, as the published models do. */
    static boolean areInBf16(ModelDirectory directory) {
        return slots(directory).matrices().stream()
                .flatMap(plan -> plan.parts().stream())
                .allMatch(part -> part.type() == ElementType.BF16);
    }

    static WeightSlots slots(ModelDirectory directory) {
        WeightSlots slots = new WeightSlots(directory);
        String tower = "audio_tower.";
        slots.plain(tower + "conv2d1.weight");
        slots.plain(tower + "conv2d1.bias");
        for (String conv : List.of("conv2d2", "conv2d3")) {
            slots.kernel2d(tower + conv + ".weight");
            slots.plain(tower + conv + ".bias");
        }
        slots.matrix(tower + "conv_out.weight");
        for (int i = 0; i < directory.config().audio().layers(); i++) {
            addEncoderLayer(slots, tower + "layers." + i + ".");
        }
        slots.plain(tower + "ln_post.weight");
        slots.plain(tower + "ln_post.bias");
        for (String projection : List.of("proj1", "proj2")) {
            slots.matrix(tower + projection + ".weight");
            slots.plain(tower + projection + ".bias");
        }
        for (int i = 0; i < directory.config().text().layers(); i++) {
            addDecoderLayer(slots, "model.layers." + i + ".");
        }
        slots.plain("model.norm.weight");
        slots.output();
        return slots;
    }

    private static void addEncoderLayer(WeightSlots slots, String layer) {
        for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            slots.matrix(layer + "self_attn." + projection + ".weight");
            slots.plain(layer + "self_attn." + projection + ".bias");
        }
        slots.plain(layer + "self_attn_layer_norm.weight");
        slots.plain(layer + "self_attn_layer_norm.bias");
        for (String projection : List.of("fc1", "fc2")) {
            slots.matrix(layer + projection + ".weight");
            slots.plain(layer + projection + ".bias");
        }
        slots.plain(layer + "final_layer_norm.weight");
        slots.plain(layer + "final_layer_norm.bias");
    }

    private static void addDecoderLayer(WeightSlots slots, String layer) {
        String attention = layer + "self_attn.";
        slots.plain(layer + "input_layernorm.weight");
        slots.matrix(Stream.of("q_proj", "k_proj", "v_proj")
                .map(name -> attention + name + ".weight")
                .toArray(String[]::new));
        slots.matrix(attention + "o_proj.weight");
        slots.plain(attention + "q_norm.weight");
        slots.plain(attention + "k_norm.weight");
        slots.plain(layer + "post_attention_layernorm.weight");
        slots.matrix(layer + "mlp.gate_proj.weight", layer + "mlp.up_proj.weight");
        slots.matrix(layer + "mlp.down_proj.weight");
    }

    /** Returns the precision of the matrices: "fp32", "bf16", "fp16", or "int8" if some are in 8 bits. */
    String precision() {
        if (int8Layers.stream().anyMatch(parts -> !parts.isEmpty())) {
            return "int8";
        }
        try (PointerScope scope = new PointerScope()) {
            // Not of the vocabulary's matrix: it is in FP16 where the others are in BF16.
            ScalarType type = owned.get(STEM - 1).scalar_type().intern();
            return type == ScalarType.Byte ? "fp16" : type == ScalarType.BFloat16 ? "bf16" : "fp32";
        }
    }

    /** Returns the type of the KV cache: BF16 where products are rounded to BF16 anyway, float32 elsewhere. */
    ScalarType cacheType() {
        return precision().equals("bf16") ? ScalarType.BFloat16 : ScalarType.Float;
    }

    /** Returns the size of a number in the KV cache in bytes. */
    int cacheElementBytes() {
        return cacheType() == ScalarType.BFloat16 ? Short.BYTES : Float.BYTES;
    }

    /** Returns whether products with these weights are the same bits for any number of threads. */
    boolean areShareable() {
        try (PointerScope scope = new PointerScope()) {
            return owned.get(STEM - 1).is_mkldnn() && Processor.multipliesBf16();
        }
    }

    /** Returns whether several threads may compute one step: then its operators give the same bits for two threads. */
    boolean areShareableInSteps() {
        return areShareable() || divided;
    }

    /** Returns a caution about the precision, if there is one. */
    Optional<Int8Caution> caution() {
        return caution;
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

    /** Lets the matrices of the encoder's stem leave memory until they are used again, if they are mapped from a file. */
    void leaveEncoderStem() {
        encoderParts.get(0).forEach(MappedPart::leave);
    }

    /** As {@link #leaveEncoderStem} for the matrices of {@code layer}. */
    void leaveEncoderLayer(int layer) {
        encoderParts.get(1 + layer).forEach(MappedPart::leave);
    }

    /** As {@link #leaveEncoderStem} for the matrices of the head. */
    void leaveEncoderHead() {
        encoderParts.get(encoderParts.size() - 1).forEach(MappedPart::leave);
    }

    /** Returns the 8-bit matrices of the decoder's layers, a list for each. */
    IValue decoderInt8Layers() {
        return lists.get(3);
    }

    /** Returns the weights of the decoder's layers; waits for those that are still being laid out. */
    IValue decoderLayers() {
        return awaited(layerList);
    }

    /** Returns the same weights as {@link #decoderLayers} for products with the few rows of a step. */
    IValue decoderStepLayers() {
        return awaited(stepList);
    }

    private static IValue awaited(CompletableFuture<IValue> list) {
        try {
            return list.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "the model's weights cannot be read: " + e.getCause().getMessage(), e);
        }
    }

    Tensor norm() {
        return owned.get(afterHead);
    }

    /** Returns the tables with one row per token; the shortlist serves {@link #output}. */
    TokenTables tokens() {
        return tokens;
    }

    Tensor output() {
        return owned.get(afterHead + 1);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            lists.forEach(IValue::releaseReference);
            owned.forEach(Tensor::releaseReference);
            for (CompletableFuture<IValue> list : List.of(layerList, stepList)) {
                if (!list.handle((made, problem) -> problem != null).join()) {
                    list.join().releaseReference();
                }
            }
            release(layers);
            tokens.close();
            int8Layers.forEach(parts -> parts.forEach(Tensor::releaseReference));
            store.ifPresent(Int8Store::close);
            stores.close();
        }
    }
}
