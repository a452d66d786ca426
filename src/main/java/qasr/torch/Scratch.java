package qasr.torch;

import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A buffer that one thread reuses for reading matrices, since new memory costs as much as reading. Close it. */
final class Scratch implements AutoCloseable {
    private Tensor kept = torch.empty(0);

    Scratch() {
        kept.retainReference();
    }

    /** Returns {@code count} bytes, valid until the next call; the tensor belongs to the caller's pointer scope. */
    Tensor bytes(long count) {
        if (kept.nbytes() < count) {
            kept.releaseReference();
            kept = torch.empty(new long[] {count}, new TensorOptions(ScalarType.Byte), new MemoryFormatOptional());
            kept.retainReference();
        }
        return kept.narrow(0, 0, count);
    }

    @Override
    public void close() {
        kept.releaseReference();
    }
}
