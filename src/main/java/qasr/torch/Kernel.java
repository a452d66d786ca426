package qasr.torch;

import java.util.Arrays;
import java.util.Optional;

/** The operators of the networks that are checked on each machine, and the remedy if one is wrong. */
public enum Kernel {
    FP32_PRODUCTS("fp32-products", "products in float32", 1e-5, Remedy.OTHER_INSTRUCTIONS),
    FP16_PRODUCTS("fp16-products", "products with FP16 weights", 1e-5, Remedy.OTHER_PRECISION),
    BF16_PRODUCTS("bf16-products", "products in BF16", 1e-2, Remedy.OTHER_PRECISION),
    INT8_PRODUCTS("int8-products", "products in 8 bits", 1e-5, Remedy.OTHER_PRECISION),
    CONVOLUTIONS("convolutions", "convolutions", 1e-5, Remedy.AS_PRODUCTS),
    ATTENTION("attention", "attention", 1e-5, Remedy.OTHER_INSTRUCTIONS),
    NORMS("norms", "layer and RMS norms", 1e-5, Remedy.OTHER_INSTRUCTIONS),
    SOFTMAX("softmax", "soft-max", 1e-5, Remedy.OTHER_INSTRUCTIONS),
    ACTIVATIONS("activations", "GELU and SiLU", 1e-5, Remedy.OTHER_INSTRUCTIONS),
    ROTARY("rotary", "rotary positions", 1e-5, Remedy.OTHER_INSTRUCTIONS),
    FFT("fft", "FFT and mel filters", 1e-9, Remedy.OTHER_INSTRUCTIONS),
    DETECTOR("detector", "speech detector (convolutions and LSTM)", 1e-5, Remedy.OTHER_INSTRUCTIONS);

    /** The remedies for a wrong kernel. */
    enum Remedy {
        /** Use fewer of the processor's instructions. */
        OTHER_INSTRUCTIONS,
        /** Use another precision. */
        OTHER_PRECISION,
        /** Compute convolutions as products, see convolution.py. */
        AS_PRODUCTS
    }

    private final String id;
    private final String label;
    private final double tolerance;
    private final Remedy remedy;

    Kernel(String id, String label, double tolerance, Remedy remedy) {
        this.id = id;
        this.label = label;
        this.tolerance = tolerance;
        this.remedy = remedy;
    }

    /** Returns the name in files and options. */
    public String id() {
        return id;
    }

    /** Returns the description for people. */
    public String label() {
        return label;
    }

    /**
     * Returns the allowed difference from loops in double precision, relative to the largest expected number: a hundred
     * times the rounding error of float32 sums of these lengths; for BF16, the rounding of inputs and outputs to 8
     * bits; for the FFT, the error of double precision.
     */
    double tolerance() {
        return tolerance;
    }

    Remedy remedy() {
        return remedy;
    }

    static Optional<Kernel> of(String id) {
        return Arrays.stream(values()).filter(kernel -> kernel.id.equals(id)).findFirst();
    }
}
