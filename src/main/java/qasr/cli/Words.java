package qasr.cli;

import java.util.ArrayList;
import java.util.List;

/** The words that shells complete for values that are not enums. */
final class Words {
    private Words() {}

    /** Devices; {@code cuda:N} needs a number. */
    static final class Devices extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Devices() {
            super(List.of("auto", "cpu", "cuda"));
        }
    }

    /** The batch size that is no number. */
    static final class Auto extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Auto() {
            super(List.of("auto"));
        }
    }

    /** The models that qasr is made for. */
    static final class Models extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Models() {
            super(List.of(
                    "Qwen/Qwen3-ASR-0.6B",
                    "Qwen/Qwen3-ASR-1.7B",
                    "Qwen/Qwen3-ForcedAligner-0.6B",
                    "campplus",
                    "segmentation-3.0"));
        }
    }
}
