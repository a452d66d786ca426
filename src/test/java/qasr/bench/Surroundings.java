package qasr.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The environment of all that is measured. Machines set OPENBLAS_CORETYPE, which holds OpenBLAS to older instructions, for
 * the sake of other programs: no reader of the figures has it.
 *
 * @param keepsBlas whether what the environment says of OpenBLAS stays
 */
record Surroundings(boolean keepsBlas) {
    static final List<String> BLAS = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

    private static final List<String> OTHERS =
            List.of("ONEDNN_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY", "FBGEMM_ENABLE_INSTRUCTIONS", "OMP_NUM_THREADS");

    /** Takes away from {@code environment} what nobody is to have. */
    void prepare(Map<String, String> environment) {
        if (!keepsBlas) {
            environment.keySet().removeAll(BLAS);
        }
    }

    /** Returns the same with {@code settings}, each {@code NAME=VALUE}. */
    Consumer<Map<String, String>> with(String... settings) {
        return environment -> {
            prepare(environment);
            Arrays.stream(settings).map(each -> each.split("=", 2)).forEach(each -> environment.put(each[0], each[1]));
        };
    }

    /** Returns what {@code environment} says of instructions and threads, and what of it is taken away. */
    String told(Map<String, String> environment) {
        StringBuilder text = new StringBuilder();
        BLAS.forEach(name -> {
            String value = environment.get(name);
            String kept = value == null ? "not set" : keepsBlas ? value : "taken away (" + value + ")";
            text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(kept);
        });
        OTHERS.stream()
                .filter(environment::containsKey)
                .forEach(name -> text.append(", ").append(name).append(' ').append(environment.get(name)));
        return text.toString();
    }
}
