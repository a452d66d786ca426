package qasr.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.DeviceException;
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
    /** The scripts that lay out weights. */
    static final List<String> SCRIPTS = List.of("layers", "int8", "choices");

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
    private final CompletableFuture<Optional<ProposalWeights>> proposals;
    private final boolean divided;
    private final boolean mixed;
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
     * @param proposals the matrices that propose tokens, if there are any, which may still be on their way
     * @param mixed whether the encoder's matrices are in BF16 and the decoder's are not
     */
    private Weights(
            List<Tensor> tensors,
            CompletableFuture<List<Tensor>> layers,
            TokenTables tokens,
            Int8Matrices made,
            MatrixStores stores,
            List<List<MappedPart>> encoderParts,
            List<Optional<IValue>> objects,
            CompletableFuture<Optional<ProposalWeights>> proposals,
            boolean mixed) {
        this.proposals = proposals;
        this.mixed = mixed;
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
        return load(directory, device, precision, folders, Set.of(), 1);
    }

    /**
     * As above, in the precision that {@code options} select on this machine.
     *
     * @throws DeviceException if the machine does not support it
     */
    static Weights load(ModelDirectory directory, Device device, NetworkOptions options)
            throws ModelException, DeviceException {
        Precision precision = MachinePrecision.on(device, options.precision(), areInBf16(directory), options.avoided());
        int threads = device.is_cpu() ? options.threads() : 1;
        return load(directory, device, precision, options.folders(), options.avoided(), threads);
    }

    /**
     * As above.
     *
     * @param avoided the kernels that the machine computes wrongly
     * @param threads how many threads lay matrices out
     */
    static Weights load(
            ModelDirectory directory,
            Device device,
            Precision precision,
            List<Path> folders,
            Set<Kernel> avoided,
            int threads)
            throws ModelException {
        WeightSlots slots = WeightSlots.of(directory);
        WeightOrigin origin = WeightLoader.origin(slots.matrices());
        if (precision != Precision.INT8) {
            PartPrecisions same = new PartPrecisions(precision, precision);
            return load(directory, slots, origin, device, same, Optional.empty(), folders, avoided, threads);
        }
        Optional<Int8Recipe> recipe = Int8Recipe.find(recipeFolders(directory, folders), origin);
        Precision fast = MachinePrecision.besideInt8(areInBf16(directory), avoided);
        Precision encoder = recipe.map(known -> known.encoder(fast)).orElse(fast);
        PartPrecisions parts = new PartPrecisions(encoder, precision);
        return load(directory, slots, origin, device, parts, recipe, folders, avoided, threads);
    }

    /** Loads the weights with the encoder's matrices in BF16 and the text decoder's in FP16. */
    static Weights withEncoderInBf16(ModelDirectory directory, Device device, List<Path> folders)
            throws ModelException {
        WeightSlots slots = WeightSlots.of(directory);
        WeightOrigin origin = WeightLoader.origin(slots.matrices());
        PartPrecisions parts = new PartPrecisions(Precision.BF16, Precision.FP16);
        return load(directory, slots, origin, device, parts, Optional.empty(), folders, Set.of(), 1);
    }

    private static Weights load(
            ModelDirectory directory,
            WeightSlots slots,
            WeightOrigin origin,
            Device device,
            PartPrecisions precisions,
            Optional<Int8Recipe> recipe,
            List<Path> folders,
            Set<Kernel> avoided,
            int threads)
            throws ModelException {
        int first = firstDecoderLayer(directory);
        int last = first + DECODER_LAYER * directory.config().text().layers();
        List<WeightSlots.Slot> others = new ArrayList<>(slots.all().subList(0, first));
        others.addAll(slots.all().subList(last, slots.all().size()));
        Scripts scripts = Scripts.load(SCRIPTS);
        WeightLoader loader = new WeightLoader(directory, device, precisions, scripts, avoided);
        MatrixStores stores = MatrixStores.none();
        List<Tensor> tensors = List.of();
        CompletableFuture<List<Tensor>> layers = CompletableFuture.completedFuture(List.of());
        Optional<TokenTables> opened = Optional.empty();
        try {
            stores = loader.openStores(slots.all(), folders, origin);
            tensors = ParallelLoad.load(loader, others, threads);
            layers = ParallelLoad.start(loader, decoderLayers(directory), threads);
            if (!loader.laysOutWhatItReads()) {
                ParallelLoad.await(layers); // mapped: a moment
            }
            stores.finishAfter(layers);
            Int8Matrices int8Layers = precisions.decoder() == Precision.INT8
                    ? int8Layers(
                            directory, loader, ParallelLoad.await(layers), scripts, origin, recipe, folders, threads)
                    : none(directory);
            TokenTables tokens = TokenTables.open(directory, device);
            opened = Optional.of(tokens);
            boolean lists = directory.config().aligner().isEmpty() && !avoided.contains(Kernel.INT8_PRODUCTS);
            if (lists && stores.packed().isPresent() && Int8Matrix.isPossible()) {
                tokens = tokens.with(
                        Shortlist.open(scripts, origin, directory.outputMatrix(), tensors.get(first), folders));
            }
            boolean proposes = tokens.shortlist().isPresent() && precisions.decoder() != Precision.INT8;
            CompletableFuture<Optional<ProposalWeights>> proposals = (proposes
                            ? ProposalWeights.open(
                                    layers, scripts, loader, decoderLayers(directory), origin, folders, threads)
                            : ProposalWeights.none(layers))
                    .whenComplete((all, problem) -> {
                        loader.close();
                        scripts.close();
                    });
            return new Weights(
                    tensors,
                    layers,
                    tokens,
                    int8Layers,
                    stores,
                    encoderParts(loader, slots.all(), directory.config().audio().layers()),
                    decoderLayers(directory).stream().map(loader::object).toList(),
                    proposals,
                    precisions.isMixed());
        } catch (ModelException | RuntimeException e) {
            tensors.forEach(Tensor::releaseReference);
            release(layers);
            opened.ifPresent(TokenTables::close);
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
            Optional<Int8Recipe> recipe,
            List<Path> folders,
            int threads)
            throws ModelException {
        Int8Layers layers = new Int8Layers(scripts, loader, decoderLayers(directory), tensors, recipe);
        boolean keeps = loader.isLarge() && Int8Matrix.isPossible() && !folders.isEmpty();
        Optional<Int8Store> store = keeps ? layers.kept(origin, folders, threads) : Optional.empty();
        List<List<Tensor>> made = store.isPresent() ? layers.in(store.get()) : layers.made();
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
        return WeightSlots.of(directory)
                .all()
                .subList(
                        first, first + DECODER_LAYER * directory.config().text().layers());
    }

    /** Tells whether the files have all matrices in BF16, as the published models do. */
    static boolean areInBf16(ModelDirectory directory) {
        return WeightSlots.of(directory).matrices().stream()
                .flatMap(plan -> plan.parts().stream())
                .allMatch(part -> part.type() == ElementType.BF16);
    }

    /** Returns the precision of the matrices: "fp32", "bf16", "fp16", or "int8" if some are in 8 bits. */
    String precision() {
        if (areEight()) {
            return "int8";
        }
        try (PointerScope scope = new PointerScope()) {
            // Not of the vocabulary's matrix: it is in FP16 where the others are in BF16.
            ScalarType type = owned.get(STEM - 1).scalar_type().intern();
            return type == ScalarType.Byte || mixed ? "fp16" : type == ScalarType.BFloat16 ? "bf16" : "fp32";
        }
    }

    private boolean areEight() {
        return int8Layers.stream().anyMatch(parts -> !parts.isEmpty());
    }

    /** Returns the type of the KV cache: BF16 where the encoder's products are rounded to BF16 anyway, float32 elsewhere. */
    ScalarType cacheType() {
        return mixed || precision().equals("bf16") ? ScalarType.BFloat16 : ScalarType.Float;
    }

    /** Returns the size of a number in the KV cache in bytes. */
    int cacheElementBytes() {
        return cacheType() == ScalarType.BFloat16 ? Short.BYTES : Float.BYTES;
    }

    /** Returns whether the encoder's matrices are in BF16, in the blocks of oneDNN's kernels. */
    boolean encodesInBf16() {
        try (PointerScope scope = new PointerScope()) {
            return owned.get(STEM - 1).is_mkldnn();
        }
    }

    /** Returns whether a row of the encoder's products is the same bits for any number of rows. */
    boolean areRowsAlikeInEncoder() {
        try (PointerScope scope = new PointerScope()) {
            return encodesInBf16() || owned.get(STEM - 1).scalar_type().intern() == ScalarType.Byte;
        }
    }

    /** Returns whether the text decoder's products are the same bits for any number of threads. */
    boolean areShareable() {
        return !mixed && encodesInBf16() && Processor.multipliesBf16();
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

    /** Returns the text decoder's weights in 8 bits, which propose tokens; empty if there are none, or not yet. */
    Optional<ProposalWeights.Lists> proposals() {
        return areEight()
                ? Optional.of(new ProposalWeights.Lists(decoderStepLayers(), decoderInt8Layers()))
                : proposals.getNow(Optional.empty()).map(ProposalWeights::lists);
    }

    /** Returns whether {@link #proposals} are other matrices than those that compute the results, and take memory. */
    boolean proposeWithOthers() {
        return !areEight();
    }

    /** Lets other matrices for {@link #proposals} leave memory until they are used again. */
    void leaveProposals() {
        proposals.getNow(Optional.empty()).ifPresent(ProposalWeights::leave);
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
            proposals.join().ifPresent(ProposalWeights::close);
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
