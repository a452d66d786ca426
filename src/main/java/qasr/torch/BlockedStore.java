package qasr.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32C;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import qasr.model.ModelException;

/**
 * A model's matrices in oneDNN's block layout, mapped from a file. The file is from an earlier run, or this run writes it
 * and computes with it at the same time. Several threads may read and add matrices. Owns native memory: close it.
 *
 * <p>The file has a first block of text and then the matrices, each at a page, in the order in which they were packed.
 * The text has one line each for the format, the layout, the source of the weights, and each matrix: offset, bytes,
 * rows, columns, and oneDNN's description. The last line is a checksum of the others, because oneDNN does not check
 * descriptions.
 */
final class BlockedStore implements AutoCloseable {
    /** The beginning of the name of a file with all matrices of a model but the vocabulary's. */
    static final String WHOLE = "qasr-bf16";
    /** The beginning of the name of a file with the matrices of the encoder only. */
    static final String ENCODER = "qasr-bf16-encoder";

    private static final String FORMAT = "qasr packed bf16 1";
    private static final int HEAD_BYTES = 1 << 20;
    /** oneDNN pads rows and columns to at most this multiple. */
    private static final long PADDING = 64;

    /** The position and layout of a matrix in the file. */
    private record Place(long offset, long bytes, long rows, long columns, String description) {
        static Place of(String line) {
            String[] words = line.split(" ", -1);
            return new Place(
                    Long.parseLong(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    words[4]);
        }

        String line() {
            return offset + " " + bytes + " " + rows + " " + columns + " " + description;
        }
    }

    private final Tensor bytes;
    private final AtomicReferenceArray<Place> places;
    private final Optional<StoreFile> draft;
    private long end = HEAD_BYTES;
    private final String beginning;
    private volatile boolean failed;

    private BlockedStore(Tensor bytes, int matrices, Optional<StoreFile> draft, String beginning) {
        this.bytes = bytes;
        this.draft = draft;
        this.beginning = beginning;
        places = new AtomicReferenceArray<>(matrices);
    }

    /**
     * Opens the store for {@code plans}; empty if matrices cannot be mapped here or no folder is writable.
     *
     * @param beginning {@link #WHOLE} or {@link #ENCODER}
     * @param scripts layers.py
     * @param folders the possible folders of its file, the best first
     * @param origin the source of the weights
     */
    static Optional<BlockedStore> open(
            String beginning, Scripts scripts, List<MatrixPlan> plans, List<Path> folders, WeightOrigin origin)
            throws ModelException {
        if (folders.isEmpty() || !BlockedTensors.isPossible()) {
            return Optional.empty();
        }
        String layout = layout(scripts);
        String name = name(beginning, layout);
        for (Path folder : folders) {
            Optional<BlockedStore> found = found(folder.resolve(name), layout, plans, origin);
            if (found.isPresent()) {
                return found;
            }
        }
        for (Path folder : folders) {
            Optional<BlockedStore> begun = begun(folder.resolve(name), layout, plans, origin);
            if (begun.isPresent()) {
                return begun;
            }
        }
        return Optional.empty();
    }

    /** Returns the name of the file. It contains the layout, so that machines with one folder do not replace each other's file. */
    static String name(String beginning, String layout) {
        return String.format(Locale.ROOT, "%s-%08x.packed", beginning, sum(layout));
    }

    /** Returns one line about oneDNN's layout here: its release, the instructions, and a checksum of a packed sample. */
    static String layout(Scripts scripts) {
        try (PointerScope scope = new PointerScope()) {
            Tensor sample = BlockedMatrix.sample(scripts);
            CRC32C sum = new CRC32C();
            sum.update(BlockedMatrix.bytes(sample).asByteBuffer());
            return String.format(Locale.ROOT, "%s, %s, %08x", Libtorch.version(), Processor.vectors(), sum.getValue());
        }
    }

    private static Optional<BlockedStore> found(Path file, String layout, List<MatrixPlan> plans, WeightOrigin origin)
            throws ModelException {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) < HEAD_BYTES) {
                return Optional.empty();
            }
            List<String> head = StoreFile.head(file, HEAD_BYTES);
            int first = head.size() - 1 - plans.size();
            boolean ours = first > 2
                    && head.get(head.size() - 1).equals(check(head.subList(0, head.size() - 1)))
                    && head.get(0).equals(FORMAT)
                    && head.get(1).equals(layout)
                    && origin.isThatOf(head.subList(2, first), file);
            if (!ours) {
                return Optional.empty();
            }
            List<Place> places =
                    head.subList(first, head.size() - 1).stream().map(Place::of).toList();
            if (!fit(places, plans, Files.size(file))) {
                return Optional.empty();
            }
            BlockedStore store = new BlockedStore(
                    SafetensorsFile.mappedForProducts(file, Files.size(file)), plans.size(), Optional.empty(), "");
            for (int i = 0; i < places.size(); i++) {
                store.places.set(i, places.get(i));
            }
            return Optional.of(store);
        } catch (IOException e) {
            return Optional.empty(); // it is made again, like a missing file
        }
    }

    private static boolean fit(List<Place> places, List<MatrixPlan> plans, long length) {
        long end = HEAD_BYTES;
        for (int i = 0; i < plans.size(); i++) {
            Place place = places.get(i);
            if (place.rows != plans.get(i).rows()
                    || place.columns != plans.get(i).columns()) {
                return false;
            }
            end = Math.max(end, place.offset + StoreFile.aligned(place.bytes));
        }
        return end == length;
    }

    private static Optional<BlockedStore> begun(Path file, String layout, List<MatrixPlan> plans, WeightOrigin origin)
            throws ModelException {
        long most = HEAD_BYTES;
        for (MatrixPlan plan : plans) {
            most += mostBytes(plan);
        }
        Optional<StoreFile> draft = StoreFile.begin(file, most);
        if (draft.isEmpty()) {
            return Optional.empty();
        }
        try {
            draft.get().lengthen(most);
            String beginning = FORMAT + "\n" + layout + "\n" + origin.text();
            Tensor bytes = SafetensorsFile.mapped(draft.get().draft(), false, most);
            return Optional.of(new BlockedStore(bytes, plans.size(), draft, beginning));
        } catch (IOException e) { // a ModelException, too
            draft.get().close();
            return Optional.empty();
        }
    }

    private static long mostBytes(MatrixPlan plan) {
        long bytes = StoreFile.aligned(Short.BYTES * padded(plan.rows()) * padded(plan.columns()));
        return StoreFile.placed(1, bytes) + bytes;
    }

    private static long padded(long count) {
        return (count + PADDING - 1) / PADDING * PADDING;
    }

    private static String check(List<String> lines) {
        return String.format(Locale.ROOT, "%08x", sum(String.join("\n", lines)));
    }

    private static long sum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    /** Returns whether it has all matrices, so that none must be packed. */
    boolean isWhole() {
        return draft.isEmpty();
    }

    /** Returns matrix {@code index}, if it is there. It belongs to the caller's pointer scope. */
    Optional<Tensor> matrix(int index) {
        return Optional.ofNullable(places.get(index)).map(this::over);
    }

    /** Returns the place of matrix {@code index} in the mapped file, if it is there. */
    Optional<MappedPart> part(int index) {
        return Optional.ofNullable(places.get(index))
                .map(place -> new MappedPart(bytes.data_ptr().address() + place.offset, place.bytes));
    }

    private Tensor over(Place place) {
        return BlockedTensors.over(
                new BytePointer(bytes.data_ptr()).getPointer(place.offset),
                place.rows,
                place.columns,
                HexFormat.of().parseHex(place.description));
    }

    /**
     * Writes matrix {@code index} and returns it as mapped from the file, or {@code made} itself if it cannot be written.
     * The result belongs to the caller's pointer scope.
     *
     * @param made the packed matrix
     */
    Tensor kept(int index, Tensor made) {
        if (failed) {
            return made;
        }
        BytePointer numbers = BlockedMatrix.bytes(made);
        String description = HexFormat.of().formatHex(BlockedMatrix.description(made));
        long length = StoreFile.aligned(numbers.capacity());
        long offset = placed(length);
        try {
            if (offset + length > bytes.numel()) {
                throw new IOException("more padding than expected");
            }
            draft.orElseThrow().write(numbers, offset);
        } catch (IOException e) {
            failed = true; // the disk is full: this run continues in memory
            return made;
        }
        places.set(index, new Place(offset, numbers.capacity(), made.size(0), made.size(1), description));
        return over(places.get(index));
    }

    private synchronized long end() {
        return end;
    }

    private synchronized long placed(long length) {
        long offset = StoreFile.placed(end, length);
        end = offset + length;
        return offset;
    }

    /** Flushes the file and moves it to its own name, if it is complete. This takes the disk some seconds. */
    void finish() {
        if (draft.isEmpty() || failed) {
            return;
        }
        List<String> lines = new ArrayList<>(beginning.lines().toList());
        for (int i = 0; i < places.length(); i++) {
            if (places.get(i) == null) {
                return;
            }
            lines.add(places.get(i).line());
        }
        lines.add(check(lines));
        String head = String.join("\n", lines) + "\n";
        if (head.length() >= HEAD_BYTES) {
            return;
        }
        try {
            draft.get().writeHead(head, HEAD_BYTES);
            draft.get().shorten(end());
            draft.get().finish();
        } catch (IOException e) {
            failed = true; // the next run packs them again
        }
    }

    @Override
    public void close() {
        draft.ifPresent(StoreFile::close);
        bytes.releaseReference();
    }
}
