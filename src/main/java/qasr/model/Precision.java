package qasr.model;

/** What a network keeps its matrices in and multiplies with. */
public enum Precision {
    /** What is fastest on the machine among those that change nothing a reader would see. */
    AUTO,
    /** Everything in float32. */
    FP32,
    /** Matrices and what they are multiplied with in BF16. */
    BF16,
    /** Matrices in FP16, everything else in float32. */
    FP16,
    /** As FP16, but matrices of the text decoder and what they are multiplied with in 8 bits where that is good enough. */
    INT8
}
