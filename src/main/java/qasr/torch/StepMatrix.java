package qasr.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A blocked BF16 matrix as decoding steps multiply with it. On processors with AMX, oneDNN's kernels load weights as tiles.
 * For a prompt, that is six times as fast as vectors. A step waits for memory: on two cores of a Xeon (family 6, model 207),
 * the products of a lone row through the 0.6B model took 50 ms with tiles in some minutes and 110 ms in most, and 60 to 75 ms
 * with vectors. With seven rows, tiles are faster in the good minutes.
 *
 * <p>oneDNN chooses tiles by the description of the matrix: rows in groups of 64, and for each group 16 pairs of columns per
 * block. For vectors, a block has 8 pairs. The blocks of a group are consecutive, so the numbers have the same order in
 * memory, and another description of the same memory selects vectors. All steps use vectors, with any number of rows,
 * because the two kernels add in different orders.
 */
final class StepMatrix {
    // Positions in oneDNN's description (dnnl_memory_desc of release 3.7), in words of 64 bits.
    private static final int SIZES = 1;
    private static final int PADDED_SIZES = 14;
    private static final int STRIDES = 40;
    private static final int LEVELS = 52;
    private static final int BLOCKS = 53;
    private static final int BLOCK_AXES = 65;
    private static final int WORDS = 68;

    private static final long TILE_PAIRS = 16;
    private static final long VECTOR_PAIRS = 8;
    private static final long PAIR = 2;

    private static final class Holder {
        static final boolean POSSIBLE = probe();
    }

    private StepMatrix() {}

    /** Returns whether oneDNN uses tiles here, and steps can avoid them. */
    static boolean isPossible() {
        return Holder.POSSIBLE;
    }

    /**
     * Returns {@code matrix} for vectors if oneDNN would use tiles, else itself. It belongs to the caller's pointer scope and
     * shares the memory of {@code matrix}, which must outlive it.
     */
    static Tensor of(Tensor matrix) {
        if (!matrix.is_mkldnn()) {
            return matrix;
        }
        return withoutTiles(BlockedMatrix.description(matrix))
                .filter(description -> isPossible())
                .map(description -> over(matrix, description))
                .orElse(matrix);
    }

    private static Tensor over(Tensor matrix, byte[] description) {
        return BlockedTensors.over(BlockedMatrix.bytes(matrix), matrix.size(0), matrix.size(1), description);
    }

    /** Returns the description of the same memory for vectors; empty if it is not one for tiles, or has padding of its own. */
    private static Optional<byte[]> withoutTiles(byte[] description) {
        ByteBuffer words = ByteBuffer.wrap(description.clone()).order(ByteOrder.LITTLE_ENDIAN);
        if (words.capacity() < WORDS * Long.BYTES) {
            return Optional.empty();
        }
        long rows = word(words, BLOCKS + 1);
        boolean tiles = words.getInt(LEVELS * Long.BYTES) == 3
                && word(words, BLOCKS) == TILE_PAIRS
                && word(words, BLOCKS + 2) == PAIR
                && word(words, BLOCK_AXES) == 1
                && word(words, BLOCK_AXES + 1) == 0
                && word(words, BLOCK_AXES + 2) == 1
                && word(words, STRIDES + 1) == TILE_PAIRS * rows * PAIR
                && word(words, SIZES + 1) == word(words, PADDED_SIZES + 1);
        if (!tiles) {
            return Optional.empty();
        }
        words.putLong(BLOCKS * Long.BYTES, VECTOR_PAIRS);
        words.putLong((STRIDES + 1) * Long.BYTES, VECTOR_PAIRS * rows * PAIR);
        return Optional.of(words.array());
    }

    private static long word(ByteBuffer words, int index) {
        return words.getLong(index * Long.BYTES);
    }

    /** Multiplies the identity with a sample in both ways, which shows the position of each number. */
    private static boolean probe() {
        if (!BlockedTensors.isPossible()) {
            return false;
        }
        try (PointerScope scope = new PointerScope();
                Scripts scripts = Scripts.load("layers")) {
            Tensor sample = BlockedMatrix.sample(scripts);
            Optional<byte[]> description = withoutTiles(BlockedMatrix.description(sample));
            if (description.isEmpty()) {
                return false;
            }
            Tensor identity = torch.eye(sample.size(1));
            return torch.equal(
                    scripts.tensor("dense", Values.of(identity), Values.of(sample)),
                    scripts.tensor("dense", Values.of(identity), Values.of(over(sample, description.get()))));
        } catch (RuntimeException e) {
            return false; // another release of oneDNN
        }
    }
}
