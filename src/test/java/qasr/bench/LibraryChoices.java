package qasr.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernels that the libraries of a process chose. OpenBLAS and oneDNN report them if {@link #ASKING} is in the
 * environment. fbgemm and ATen report nothing, so their own rules are applied to the processor's features.
 */
final class LibraryChoices {
    /** Settings that make a process tell. It is not one that is measured: oneDNN tells of each operation. */
    static final String[] ASKING = {"OPENBLAS_VERBOSE=2", "ONEDNN_VERBOSE=1"};

    private static final Pattern OPENBLAS = Pattern.compile("Core: (\\S+)");
    private static final Pattern ONEDNN = Pattern.compile("onednn_verbose,(?:v\\d+,)?info,cpu,isa:(.*)");
    private static final Pattern ONEDNN_VERSION = Pattern.compile("onednn_verbose,(?:v\\d+,)?info,oneDNN (\\S+).*");

    private LibraryChoices() {}

    /** Returns what {@code log}, all that a process said, tells; empty if nothing. */
    static String of(List<String> log) {
        List<String> found = new ArrayList<>();
        first(log, OPENBLAS).ifPresent(core -> found.add("OpenBLAS " + core.group(1)));
        first(log, ONEDNN)
                .ifPresent(isa -> found.add("oneDNN"
                        + first(log, ONEDNN_VERSION)
                                .map(version -> " " + version.group(1))
                                .orElse("") + " "
                        + isa.group(1).strip()));
        return String.join("; ", found);
    }

    /** Returns what fbgemm and ATen take of a processor with {@code flags}, by their own rules. */
    static String byRule(List<String> flags, Map<String, String> environment) {
        boolean wide = flags.containsAll(List.of("avx512f", "avx512bw", "avx512dq", "avx512vl"));
        String fbgemm = !wide ? "AVX2" : flags.contains("avx512_vnni") ? "AVX512_VNNI" : "AVX512";
        String aten = wide ? "avx512" : "avx2";
        return "fbgemm " + held("FBGEMM_ENABLE_INSTRUCTIONS", fbgemm, environment) + "; ATen "
                + held("ATEN_CPU_CAPABILITY", aten, environment);
    }

    private static String held(String variable, String otherwise, Map<String, String> environment) {
        String value = environment.get(variable);
        return value == null ? otherwise + " by its rule" : value + " by " + variable;
    }

    private static Optional<Matcher> first(List<String> log, Pattern pattern) {
        return log.stream().map(pattern::matcher).filter(Matcher::matches).findFirst();
    }
}
