package qasr.torch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The processor instructions that the libraries may use, from all of them downwards. */
public enum InstructionSet {
    /** The choice of each library, or of the environment. */
    NATIVE("all instructions"),
    AVX2("instructions up to AVX2"),
    /** fbgemm has nothing below AVX2. */
    SSE41("instructions up to SSE 4.1 where there is a choice");

    private static final String ONEDNN = "ONEDNN_MAX_CPU_ISA";
    private static final String ATEN = "ATEN_CPU_CAPABILITY";
    private static final String FBGEMM = "FBGEMM_ENABLE_INSTRUCTIONS";
    private static final String OPENBLAS = "OPENBLAS_CORETYPE";

    /** All environment variables that these sets use. */
    static final List<String> VARIABLES = List.of(ATEN, FBGEMM, ONEDNN, OPENBLAS);

    private final String label;

    InstructionSet(String label) {
        this.label = label;
    }

    /** Returns the description for people. */
    public String label() {
        return label;
    }

    /**
     * Returns the environment variables that limit the libraries to this set. Libraries read them when they are loaded.
     */
    public Map<String, String> settings() {
        return switch (this) {
            case NATIVE -> Map.of();
            case AVX2 -> Map.of(ONEDNN, "AVX2", ATEN, "avx2", FBGEMM, "AVX2", OPENBLAS, "Haswell");
            case SSE41 -> Map.of(ONEDNN, "SSE41", ATEN, "default", FBGEMM, "AVX2", OPENBLAS, "Nehalem");
        };
    }

    /** Returns the name in files. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<InstructionSet> of(String id) {
        return Arrays.stream(values()).filter(set -> set.id().equals(id)).findFirst();
    }
}
