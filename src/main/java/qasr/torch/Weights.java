package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
    private final TokenTables tokens;
    private final List<List<Tensor>> eights;
    private final Optional<PackedStore> packed;
    private final Optional<Int8Store> store;
    private final Optional<Int8Caution> caution;
    private final List<IValue> lists = new ArrayList<>();
    private final int afterLayers;
    private boolean closed;

    /** The text decoder's matrices in 8 bits, where they are mapped from, if they are, and what users should know. */
    private record Eights(List<List<Tensor>> matrices, Optional<Int8Store> store, Optional<Int8Caution> caution) {}

    private Weights(
            List<Tensor> tensors, TokenTables tokens, Eights made, Optional<PackedStore> packed, int encoderLayers) {
        this.owned = List.copyOf(tensors);
        this.tokens = tokens;
        this.eights = List.copyOf(made.matrices);
        this.store = made.store;
        this.caution = made.caution;
        this.packed = packed;
        int layers = STEM + ENCODER_LAYER * encoderLayers;
        afterLayers = layers + HEAD + DECODER_LAYER * eights.size() / Int8Layers.MATRICES.size();
        try (PointerScope scope = new PointerScope()) {
            lists.add(retained(Values.tensors(owned.subList(0, STEM))));
            lists.add(retained(Values.tensors(owned.subList(STEM, layers))));
            lists.add(retained(Values.tensors(owned.subList(layers, layers + HEAD))));
            lists.add(retained(Values.tensors(owned.subList(layers + HEAD, afterLayers))));
            lists.add(retained(Values.tensorLists(eights)));
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
        try (Scripts scripts = Scripts.load("layers", "int8", "choices");
                WeightLoader loader = new WeightLoader(directory, device, precision, scripts)) {
            WeightOrigin origin = WeightLoader.origin(slots.matrices());
            Optional<PackedStore> packed = loader.packed(slots.all(), folders, origin);
            List<Tensor> tensors = List.of();
            int first = firstDecoderLayer(directory);
            int last = first + DECODER_LAYER * directory.config().text().layers();
            try {
                tensors = ParallelLoad.load(loader, slots.all(), packed, threads);
                Eights eights = precision == Precision.INT8
                        ? eights(directory, loader, tensors.subList(first, last), scripts, origin, folders)
                        : new Eights(
                                Collections.nCopies(
                                        Int8Layers.MATRICES.size()
                                                * directory.config().text().layers(),
                                        List.of()),
                                Optional.empty(),
                                Optional.empty());
                TokenTables tokens = TokenTables.open(directory, device);
                if (lists && packed.isPresent() && Int8Matrix.isPossible()) {
                    tokens = tokens.with(
                            Shortlist.open(scripts, origin, directory.outputMatrix(), tensors.get(last), folders));
                }
                return new Weights(
                        tensors,
                        tokens,
                        eights,
                        packed,
                        directory.config().audio().layers());
            } catch (ModelException | RuntimeException e) {
                tensors.forEach(Tensor::releaseReference);
                packed.ifPresent(PackedStore::close);
                throw e;
            }
        }
    }

    /** Maps what an earlier run has left, or makes it and leaves it. {@code tensors} are those of the decoder's layers. */
    private static Eights eights(
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
                keeps ? Int8Store.find(Int8Store.NAME, folders, origin, key, count) : Optional.empty();
        List<List<Tensor>> made = Int8Layers.make(scripts, loader, layers, tensors, recipe, store);
        if (keeps && store.isEmpty()) {
            Int8Store.write(Int8Store.NAME, folders, origin, key, made);
            store = Int8Store.find(Int8Store.NAME, folders, origin, key, count);
            if (store.isPresent()) { // mapped from here on, as in the next run, not in memory of our own
                made.forEach(parts -> parts.forEach(Tensor::releaseReference));
                made = Int8Layers.make(scripts, loader, layers, tensors, recipe, store);
            }
        }
        Int8Layers.fold(tensors, made);
        return new Eights(made, store, Int8Recipe.caution(recipe));
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

    /** Returns what the matrices are in: "fp32", "bf16", "fp16", or "int8" if some are. */
    String precision() {
        if (eights.stream().anyMatch(parts -> !parts.isEmpty())) {
            return "int8";
        }
        try (PointerScope scope = new PointerScope()) {
            // Not of the vocabulary's matrix: it is in FP16 where the others are in BF16.
            ScalarType type = owned.get(STEM - 1).scalar_type().intern();
            return type == ScalarType.Byte ? "fp16" : type == ScalarType.BFloat16 ? "bf16" : "fp32";
        }
    }

    /** Tells whether products with these weights are the same bits however many threads share them out. */
    boolean areShareable() {
        try (PointerScope scope = new PointerScope()) {
            return owned.get(STEM - 1).is_mkldnn();
        }
    }

    /** Returns what someone should know who relies on the precision. */
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

    /** Returns what is multiplied with instead of the decoder layers' matrices, a list for each. */
    IValue decoderEights() {
        return lists.get(4);
    }

    IValue decoderLayers() {
        return lists.get(3);
    }

    Tensor norm() {
        return owned.get(afterLayers);
    }

    /** Returns what is there for each token; the shortlist is of use for {@link #output}. */
    TokenTables tokens() {
        return tokens;
    }

    Tensor output() {
        return owned.get(afterLayers + 1);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            lists.forEach(IValue::releaseReference);
            owned.forEach(Tensor::releaseReference);
            tokens.close();
            eights.forEach(parts -> parts.forEach(Tensor::releaseReference));
            store.ifPresent(Int8Store::close);
            packed.ifPresent(PackedStore::close);
        }
    }
}
