package qasr.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import qasr.model.ModelException;

/**
 * A model's matrices in 8 bits, mapped from a file of an earlier run. Owns native memory: close it.
 *
 * <p>The file begins with a block of text. Then come, each at a page: the numbers of a sample matrix, and for each
 * matrix its numbers, sums, scales, smoothing, channels in 16 bits, their columns, and further numbers per row. The
 * text has one line each for the format, the recipe, the weights, and the layout of the sample and of each matrix, with
 * the number of channels in 16 bits and of further numbers; "-" is a matrix that is not in 8 bits. fbgemm's layout
 * depends on the machine, so a file is used only if the sample is packed the same way here.
 */
final class Int8Store implements AutoCloseable {
    private static final String FORMAT = "qasr packed int8 3";
    private static final int HEADER_BYTES = 1 << 16;
    private static final int MOST_EXTRAS = 8;

    private final Tensor bytes;
    private final List<List<Tensor>> parts = new ArrayList<>();
    private final List<Int8Matrix> matrices = new ArrayList<>();

    private Int8Store(Tensor bytes) {
        this.bytes = bytes;
    }

    /** Returns the name of the file of the decoder's matrices, which contains the layout like those of {@link PackedStore}. */
    static String name() {
        return "qasr-int8-" + Int8Matrix.layoutName() + ".packed";
    }

    /** Returns the place of the whole file. */
    MappedPart mapped() {
        try (PointerScope scope = new PointerScope()) {
            return new MappedPart(bytes.data_ptr().address(), bytes.numel());
        }
    }

    /**
     * Returns the parts of Int8Layers.KEPT of matrix {@code index} and its further numbers, [out] each; empty if the
     * matrix is not in 8 bits.
     */
    List<Tensor> parts(int index) {
        return parts.get(index);
    }

    /**
     * Returns the first file in {@code folders} that matches.
     *
     * @param name the name of the file
     * @param origin the origin of the weights
     * @param key the key of the recipe
     * @param count the number of matrices, in 8 bits or not
     */
    static Optional<Int8Store> find(String name, List<Path> folders, WeightOrigin origin, String key, int count)
            throws ModelException {
        for (Path folder : folders) {
            try {
                Optional<Int8Store> found = read(folder.resolve(name), origin, key, count);
                if (found.isPresent()) {
                    return found;
                }
            } catch (IOException | NumberFormatException e) {
                // The file will be made again.
            }
        }
        return Optional.empty();
    }

    private static Optional<Int8Store> read(Path file, WeightOrigin origin, String key, int count)
            throws IOException, ModelException {
        if (!Files.isRegularFile(file) || Files.size(file) < HEADER_BYTES) {
            return Optional.empty();
        }
        List<String> head = StoreFile.head(file, HEADER_BYTES);
        int first = head.size() - count;
        boolean ours = first > 3
                && head.get(0).equals(FORMAT)
                && head.get(1).equals(key)
                && origin.isThatOf(head.subList(2, first - 1), file);
        if (!ours) {
            return Optional.empty();
        }
        List<Layout> layouts =
                head.subList(first - 1, head.size()).stream().map(Layout::of).toList();
        long end = HEADER_BYTES;
        for (int i = 0; i < layouts.size(); i++) {
            end += layouts.get(i).length(i == 0);
        }
        if (Files.size(file) != end) {
            return Optional.empty();
        }
        Int8Store store = new Int8Store(SafetensorsFile.mappedForProducts(file, end));
        boolean fits = store.take(layouts);
        if (!fits) {
            store.close();
        }
        return fits ? Optional.of(store) : Optional.empty();
    }

    private boolean take(List<Layout> layouts) {
        try (PointerScope scope = new PointerScope()) {
            Tensor sample = Int8Matrix.sample();
            Layout layout = layouts.get(0);
            if (!Int8Matrix.layout(sample).equals(layout.numbers)) {
                return false;
            }
            Tensor numbers = Int8Matrix.numbers(sample);
            long offset = HEADER_BYTES;
            if (!torch.equal(numbers, bytes.narrow(0, offset, numbers.numel()))) {
                return false;
            }
            offset += layout.length(true);
            for (Layout next : layouts.subList(1, layouts.size())) {
                parts.add(next.isEmpty() ? List.of() : parts(next, offset));
                offset += next.length(false);
            }
            return true;
        }
    }

    private List<Tensor> parts(Layout layout, long start) {
        List<Long> lengths = layout.lengths();
        List<Tensor> pieces = new ArrayList<>();
        long offset = start;
        for (long length : lengths) {
            pieces.add(bytes.narrow(0, offset, length));
            offset += StoreFile.aligned(length);
        }
        Int8Matrix matrix = Int8Matrix.over(pieces.get(0), layout.numbers);
        matrices.add(matrix);
        List<Tensor> list = new ArrayList<>(List.of(
                matrix.tensor(),
                pieces.get(1).view(ScalarType.Int),
                pieces.get(2).view(ScalarType.Float),
                pieces.get(3).view(ScalarType.Float),
                pieces.get(4).view(ScalarType.Long),
                pieces.get(5).view(ScalarType.Half).view(Int8Matrix.outputs(layout.numbers), layout.beside)));
        pieces.subList(list.size(), pieces.size()).forEach(piece -> list.add(piece.view(ScalarType.Float)));
        list.subList(1, list.size()).forEach(Tensor::retainReference);
        return list;
    }

    /**
     * The layout of a matrix in the file; empty for a matrix that is not in 8 bits.
     *
     * @param numbers the layout of {@link Int8Matrix}
     * @param beside the number of channels in 16 bits
     * @param extras the number of further numbers per row
     */
    private record Layout(List<Long> numbers, int beside, int extras) {
        static Layout of(String line) {
            if (line.equals("-")) {
                return new Layout(List.of(), 0, 0);
            }
            List<Long> words = Arrays.stream(line.split(" ", -1))
                    .map(word -> Long.parseUnsignedLong(word, 16))
                    .toList();
            int last = words.size() - 1;
            if (last < 1) {
                throw new NumberFormatException(line);
            }
            Layout layout = new Layout(
                    words.subList(0, last - 1), Math.toIntExact(words.get(last - 1)), Math.toIntExact(words.get(last)));
            if (Int8Matrix.bytes(layout.numbers) < 0
                    || layout.beside < 0
                    || layout.extras < 0
                    || layout.extras > MOST_EXTRAS
                    || layout.beside > Int8Matrix.inputs(layout.numbers)) {
                throw new NumberFormatException(line);
            }
            return layout;
        }

        static Layout of(Tensor packed, long beside, int extras) {
            return new Layout(Int8Matrix.layout(packed), Math.toIntExact(beside), extras);
        }

        String line() {
            return Stream.concat(numbers.stream(), Stream.of((long) beside, (long) extras))
                    .map(Long::toHexString)
                    .collect(Collectors.joining(" "));
        }

        boolean isEmpty() {
            return numbers.isEmpty();
        }

        /** Returns the size in bytes of each part, in the order of Int8Layers.KEPT, and of the further numbers. */
        List<Long> lengths() {
            long outputs = Int8Matrix.outputs(numbers);
            List<Long> lengths = new ArrayList<>(List.of(
                    Int8Matrix.bytes(numbers),
                    4 * outputs,
                    4 * outputs,
                    4L * Int8Matrix.inputs(numbers),
                    8L * beside,
                    2 * outputs * beside));
            lengths.addAll(Collections.nCopies(extras, 4 * outputs));
            return lengths;
        }

        long length(boolean sample) {
            if (isEmpty()) {
                return 0;
            }
            return sample
                    ? StoreFile.aligned(Int8Matrix.bytes(numbers))
                    : lengths().stream().mapToLong(StoreFile::aligned).sum();
        }
    }

    /**
     * Writes {@code matrices}, in the form of int8.py with further numbers at the end, atomically into the first of
     * {@code folders} that is writable. If none is, the next run makes them again.
     */
    static void write(String name, List<Path> folders, WeightOrigin origin, String key, List<List<Tensor>> matrices)
            throws ModelException {
        long most = matrices.stream()
                .flatMap(List::stream)
                .mapToLong(part -> StoreFile.aligned(length(part)))
                .sum();
        try (Draft draft = Draft.begin(name, folders, origin, key, most)) {
            for (List<Tensor> parts : matrices) {
                draft.add(parts);
            }
            draft.finish();
        }
    }

    /**
     * A file that is being made, one matrix after another. If no folder is writable, or the disk becomes full, nothing is
     * written. Close it: an unfinished file is deleted.
     */
    static final class Draft implements AutoCloseable {
        private final Optional<StoreFile> file;
        private final StringBuilder text;
        private long end = HEADER_BYTES;
        private boolean failed;

        private Draft(Optional<StoreFile> file, String beginning) {
            this.file = file;
            text = new StringBuilder(beginning);
            failed = file.isEmpty();
        }

        /**
         * Begins the file in the first of {@code folders} that has room for {@code most} bytes.
         *
         * @param name the name of the file
         * @param origin the origin of the weights
         * @param key the key of the recipe
         */
        static Draft begin(String name, List<Path> folders, WeightOrigin origin, String key, long most)
                throws ModelException {
            Optional<StoreFile> file = Optional.empty();
            for (Path folder : folders) {
                if (file.isEmpty()) {
                    file = StoreFile.begin(folder.resolve(name), most);
                }
            }
            Draft draft = new Draft(file, FORMAT + "\n" + key + "\n" + origin.text());
            try (PointerScope scope = new PointerScope()) {
                Tensor sample = Int8Matrix.sample();
                draft.append(Layout.of(sample, 0, 0).line(), List.of(Int8Matrix.numbers(sample)));
            }
            return draft;
        }

        /** Returns whether it cannot be written. */
        boolean hasFailed() {
            return failed;
        }

        /** Adds a matrix in the form of int8.py with further numbers at the end; an empty list is none. */
        void add(List<Tensor> parts) {
            try (PointerScope scope = new PointerScope()) {
                List<Tensor> data = new ArrayList<>();
                if (!parts.isEmpty()) {
                    data.add(Int8Matrix.numbers(parts.get(0)));
                    Int8Layers.KEPT
                            .subList(1, Int8Layers.KEPT.size())
                            .forEach(which -> data.add(parts.get(which).contiguous()));
                    data.addAll(extras(parts));
                }
                append(Int8Store.line(parts), data);
            }
        }

        private void append(String line, List<Tensor> data) {
            if (failed) {
                return;
            }
            text.append(line).append('\n');
            try {
                for (Tensor part : data) {
                    long next = end + StoreFile.aligned(length(part));
                    file.orElseThrow().fillTo(next);
                    file.orElseThrow().write(part, end);
                    end = next;
                }
            } catch (IOException e) {
                failed = true; // the next run makes them again
            }
        }

        /** Flushes the file and moves it to its own name. */
        void finish() {
            if (failed || text.toString().getBytes(StandardCharsets.UTF_8).length >= HEADER_BYTES) {
                failed = true;
                return;
            }
            try {
                file.orElseThrow().writeHead(text.toString(), HEADER_BYTES);
                file.orElseThrow().shorten(end);
                file.orElseThrow().finish();
            } catch (IOException e) {
                failed = true;
            }
        }

        @Override
        public void close() {
            file.ifPresent(StoreFile::close);
        }
    }

    private static String line(List<Tensor> parts) {
        return parts.isEmpty()
                ? "-"
                : Layout.of(
                                parts.get(0),
                                parts.get(Int8Layers.CHANNELS).numel(),
                                extras(parts).size())
                        .line();
    }

    private static List<Tensor> extras(List<Tensor> parts) {
        return parts.subList(Int8Layers.PARTS, parts.size());
    }

    private static long length(Tensor part) {
        return part.numel() * part.element_size();
    }

    @Override
    public void close() {
        parts.forEach(list -> list.stream().skip(1).forEach(Tensor::releaseReference));
        matrices.forEach(Int8Matrix::close);
        bytes.releaseReference();
    }
}
