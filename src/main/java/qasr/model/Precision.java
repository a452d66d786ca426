package qasr.model;

/** The number formats for a network's matrices and products. */
public enum Precision {
    /** The fastest precision of this machine that does not change the text. */
    AUTO,
    /** Everything in float32. */
    FP32,
    /** Matrices and the inputs of their products in BF16. */
    BF16,
    /** Matrices in FP16, everything else in float32. */
    FP16,
    /**
     * As FP16, but matrices of the text decoder and the inputs of their products in 8 bits where this is exact enough.
     */
    INT8
}
