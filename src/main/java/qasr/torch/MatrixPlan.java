package qasr.torch;

import java.util.List;
import qasr.model.ElementType;
import qasr.model.TensorEntry;

/** A matrix that is only used in products: the concatenated rows of some tensors. */
record MatrixPlan(List<TensorEntry> parts) {
    MatrixPlan {
        parts = List.copyOf(parts);
    }

    long rows() {
        return parts.stream().mapToLong(part -> part.shape().get(0)).sum();
    }

    long columns() {
        return parts.get(0).elements() / parts.get(0).shape().get(0);
    }

    /** Returns whether the file has the matrix in 16 bits, so that FP16 is not a reduction. */
    boolean isNarrow() {
        return parts.stream().allMatch(part -> part.type() != ElementType.F32);
    }
}
