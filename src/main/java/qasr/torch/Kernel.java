package qasr.torch;

import java.util.Arrays;
import java.util.Optional;

/** An operator of the networks as this machine computes it, and what can be done where it does so wrongly. */
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

    /** What can be done about a kernel that is wrong. */
    enum Remedy {
        /** Nothing but to compute with fewer of the processor's instructions. */
        OTHER_INSTRUCTIONS,
        /** Compute in another precision. */
        OTHER_PRECISION,
        /** Compute it as products, see convolution.py. */
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

    /** Returns what files and options call it. */
    public String id() {
        return id;
    }

    /** Returns what people call it. */
    public String label() {
        return label;
    }

    /**
     * Returns by how much it may differ from loops in double precision, as a part of the greatest number expected: a
     * hundred times what float32 sums of these lengths differ by, for BF16 what rounding inputs and outputs to 8 bits
     * does, for the FFT what double precision does.
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
