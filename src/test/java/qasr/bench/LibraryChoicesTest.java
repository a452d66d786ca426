package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LibraryChoicesTest {
    @Test
    void librariesSayWhatTheyChose() {
        assertEquals(
                "OpenBLAS Cooperlake; oneDNN v3.7.1 Intel AVX-512 with Intel DL Boost and bfloat16 support",
                LibraryChoices.of(List.of(
                        "Core: Cooperlake",
                        "Core: Cooperlake",
                        "onednn_verbose,v1,info,oneDNN v3.7.1 (commit 8d263e6)",
                        "onednn_verbose,v1,info,cpu,runtime:OpenMP,nthr:1",
                        "onednn_verbose,v1,info,cpu,isa:Intel AVX-512 with Intel DL Boost and bfloat16 support",
                        "onednn_verbose,v1,primitive,exec,cpu,matmul,brg:avx512_core")));
        assertEquals("OpenBLAS Haswell", LibraryChoices.of(List.of("Core: Haswell", "said something")));
        assertEquals("", LibraryChoices.of(List.of("said something about Core: Haswell")));
    }

    @Test
    void silentLibrariesAreJudgedByTheProcessor() {
        List<String> wide = List.of("avx2", "avx512f", "avx512bw", "avx512dq", "avx512vl");
        assertEquals(
                "fbgemm AVX2 by its rule; ATen avx2 by its rule", LibraryChoices.byRule(List.of("avx2"), Map.of()));
        assertEquals("fbgemm AVX512 by its rule; ATen avx512 by its rule", LibraryChoices.byRule(wide, Map.of()));
        assertEquals(
                "fbgemm AVX2 by FBGEMM_ENABLE_INSTRUCTIONS; ATen avx512 by its rule",
                LibraryChoices.byRule(wide, Map.of("FBGEMM_ENABLE_INSTRUCTIONS", "AVX2")));
    }

    @Test
    void settingsOfOpenBlasAreTakenAway() {
        Map<String, String> environment =
                new HashMap<>(Map.of("OPENBLAS_CORETYPE", "Haswell", "ONEDNN_MAX_CPU_ISA", "AVX2"));
        assertEquals(
                "OPENBLAS_CORETYPE taken away (Haswell), OPENBLAS_L2_SIZE not set, ONEDNN_MAX_CPU_ISA AVX2",
                new Surroundings(false).told(environment));
        assertEquals(
                "OPENBLAS_CORETYPE Haswell, OPENBLAS_L2_SIZE not set, ONEDNN_MAX_CPU_ISA AVX2",
                new Surroundings(true).told(environment));
        new Surroundings(true).prepare(environment);
        assertEquals(2, environment.size());
        new Surroundings(false).with("OPENBLAS_VERBOSE=2").accept(environment);
        assertEquals(Map.of("ONEDNN_MAX_CPU_ISA", "AVX2", "OPENBLAS_VERBOSE", "2"), environment);
    }

    @Test
    void theProcessorIsNamedWithWhatMatters() {
        assertEquals(
                "Fast One [avx2, avx512_bf16]",
                Processor.of(List.of("processor : 0", "model name\t: Fast One", "flags\t\t: fpu avx2 avx avx512_bf16"))
                        .toString());
    }
}
