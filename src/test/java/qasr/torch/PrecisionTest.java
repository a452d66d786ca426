package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import qasr.audio.Waveform;
import qasr.model.Decoding;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.Signals;

class PrecisionTest {
    private static final int MOST_ROWS = 16;

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO") // AUTO is one of the others
    void theTextIsTheSameForAnyBatchSizeAndThreadCount(Precision precision) throws Exception {
        assumeTrue(!needsPacking(precision) || WeightLoader.packingWorks());
        List<Path> models = List.of(
                SeededModel.tiny().writeTo(temporary.resolve("tiny")),
                SeededModel.of(SeededShape.SMALL).writeTo(temporary.resolve("small")),
                ExampleSpeech.MODEL);
        // Side by side: each network has threads of its own, and mostly one of them is at work.
        List<CompletableFuture<Void>> checks = models.stream()
                .map(model -> CompletableFuture.runAsync(() -> {
                    try {
                        check(ModelDirectory.open(model), precision);
                    } catch (Exception e) {
                        throw new AssertionError(model.toString(), e);
                    }
                }))
                .toList();
        checks.forEach(CompletableFuture::join);
    }

    /** Batch sizes 1, 3, 8 and 16, threads 1 and 2: the same tokens and the same bits of their log-probabilities. */
    static void check(ModelDirectory model, Precision precision) throws Exception {
        List<Waveform> waveforms = new ArrayList<>();
        int[] budgets = new int[MOST_ROWS + 2];
        for (int i = 0; i < budgets.length; i++) {
            waveforms.add(Waveform.of(Signals.speechLike(i, 0.3, 9_000 + 7_001 * (i % 5))));
            budgets[i] = 12 + 5 * (i % 4);
        }
        List<Decoding> first = List.of();
        for (int threads = 1; threads <= 2; threads++) {
            for (int rows : new int[] {1, 3, 8, MOST_ROWS}) {
                NetworkOptions options = new NetworkOptions(threads, "cpu")
                        .with(precision)
                        .withRows(rows)
                        .ignoringStops();
                List<Integer> heard = new ArrayList<>();
                List<Decoding> these = decode(model, options, waveforms, budgets, heard);
                first = first.isEmpty() ? these : first;
                for (int i = 0; i < budgets.length; i++) {
                    String which = "chunk " + i + ", " + rows + " rows, " + threads + " threads";
                    assertArrayEquals(first.get(i).tokens(), these.get(i).tokens(), which);
                    assertArrayEquals(
                            first.get(i).logProbabilities(), these.get(i).logProbabilities(), 0f, which);
                }
                if (threads == 1) {
                    assertEquals(rows, sideBySide(heard), "chunks that took tokens in turn");
                }
            }
        }
    }

    /** Returns the greatest number of different chunks that took a token one after another, and all of them once more. */
    private static int sideBySide(List<Integer> heard) {
        int most = 1;
        for (int start = 0; start < heard.size(); start++) {
            for (int n = most + 1; start + 2 * n <= heard.size(); n++) {
                List<Integer> once = heard.subList(start, start + n);
                if (Set.copyOf(once).size() == n && once.equals(heard.subList(start + n, start + 2 * n))) {
                    most = n;
                }
            }
        }
        return most;
    }

    /** The matrices of the small shapes are one block deep and those of the published ones are not. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void aRowTimesAMatrixIsTheSameBitsAmongAnyNumberOfRows(Precision precision) {
        assumeTrue(precision != Precision.AUTO);
        assumeTrue(!needsPacking(precision) || WeightLoader.packingWorks());
        checkRows(precision);
    }

    /** Any number of rows that a step may have; with FP16, that a block of the encoder may have, too. */
    static void checkRows(Precision precision) {
        Libtorch.start();
        try (OneCore core = OneCore.start("rows");
                Scripts scripts = Scripts.load("layers", "int8")) {
            core.run(() -> {
                try (PointerScope scope = new PointerScope()) {
                    torch.manual_seed(1);
                    for (long width : new long[] {1024, 2048, 3072}) {
                        long most = precision == Precision.FP16 && width == 1024 ? 260 : 64;
                        compareRows(scripts, precision, torch.randn(96, width), torch.randn(most, width));
                    }
                }
            });
        }
    }

    @Test
    void theTextIsTheSameWithTheKernelsForOlderProcessors() throws Exception {
        assumeTrue(WeightLoader.packingWorks());
        List<String> said = OlderProcessor.run(temporary);
        assertEquals(List.of("blocks of 16", "FP32", "FP16", "INT8"), said);
    }

    private static void compareRows(Scripts scripts, Precision precision, Tensor wide, Tensor rows) {
        IValue eight = precision == Precision.INT8
                ? scripts.call(
                        "int8_matrix",
                        Values.of(wide),
                        Values.of(torch.ones(wide.size(1))),
                        Values.of(Values.longs(3, 500)),
                        Values.of(false))
                : Values.tensors(List.of());
        Tensor matrix = switch (precision) {
            case FP16 -> torch.fbgemm_pack_gemm_matrix_fp16(wide);
            case BF16 -> wide.to(torch.ScalarType.BFloat16);
            default -> wide;
        };
        float[] all = Values.toFloats(
                scripts.tensor("multiply", Values.of(rows), Values.of(matrix), eight, Values.of(false)));
        int outputs = Math.toIntExact(wide.size(0));
        for (int count = 1; count < rows.size(0); count++) {
            float[] some = Values.toFloats(scripts.tensor(
                    "multiply", Values.of(rows.narrow(0, 0, count)), Values.of(matrix), eight, Values.of(false)));
            assertArrayEquals(
                    Arrays.copyOf(all, count * outputs),
                    some,
                    0f,
                    precision + ", " + count + " rows of " + wide.size(1));
        }
    }

    static boolean needsPacking(Precision precision) {
        return precision == Precision.FP16 || precision == Precision.INT8;
    }

    private static List<Decoding> decode(
            ModelDirectory model, NetworkOptions options, List<Waveform> waveforms, int[] budgets, List<Integer> heard)
            throws Exception {
        try (TorchNetwork network = TorchNetwork.open(model, options)) {
            Prompt prompt = new PromptBuilder(model.tokenizer()).build("");
            return network.decode(prompt, waveforms, budgets, (chunk, token, logProbability) -> {
                synchronized (heard) {
                    heard.add(chunk);
                }
                return true;
            });
        }
    }

    @Test
    void autoTakesWhatChangesNothing() {
        assertEquals(Precision.FP16, MachinePrecision.chosen(false, true, false));
        assertEquals(Precision.FP32, MachinePrecision.chosen(false, false, false));
        assertEquals(Precision.BF16, MachinePrecision.chosen(false, true, true));
        assertEquals(Precision.BF16, MachinePrecision.chosen(true, true, false));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void theNetworkSaysWhatItComputesWith(Precision precision) throws Exception {
        assumeTrue(!needsPacking(precision) || WeightLoader.packingWorks());
        ModelDirectory model = ModelDirectory.open(SeededModel.tiny().writeTo(temporary.resolve("tiny")));
        try (TorchNetwork network = TorchNetwork.open(model, new NetworkOptions(1, "cpu").with(precision))) {
            Precision said = Precision.valueOf(network.precision().toUpperCase(java.util.Locale.ROOT));
            if (precision != Precision.AUTO) {
                assertEquals(precision, said);
            }
        }
    }
}
