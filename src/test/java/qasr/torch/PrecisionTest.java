package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import qasr.audio.Waveform;
import qasr.model.Decoding;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.model.PromptBuilder;
import qasr.model.TokenListener;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.Signals;

class PrecisionTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource(Precision.class)
    void theTextIsTheSameForAnyBatchSizeAndThreadCount(Precision precision) throws Exception {
        assumeTrue(!needsPacking(precision) || WeightLoader.packingWorks());
        check(ModelDirectory.open(SeededModel.tiny().writeTo(temporary.resolve("tiny"))), precision);
        check(ModelDirectory.open(SeededModel.of(SeededShape.SMALL).writeTo(temporary.resolve("small"))), precision);
        check(ModelDirectory.open(ExampleSpeech.MODEL), precision);
    }

    private static void check(ModelDirectory model, Precision precision) throws Exception {
        List<Waveform> waveforms = new ArrayList<>();
        int[] budgets = new int[16];
        for (int i = 0; i < budgets.length; i++) {
            waveforms.add(Waveform.of(Signals.speechLike(i, 0.3, 9_000 + 7_001 * (i % 5))));
            budgets[i] = 12 + 5 * (i % 4);
        }
        List<Decoding> first =
                decode(model, new NetworkOptions(1, "cpu").with(precision).withRows(1), waveforms, budgets);
        for (int threads = 1; threads <= 2; threads++) {
            for (int rows : new int[] {3, 8, 16}) {
                NetworkOptions options =
                        new NetworkOptions(threads, "cpu").with(precision).withRows(rows);
                List<Decoding> other = decode(model, options, waveforms, budgets);
                for (int i = 0; i < budgets.length; i++) {
                    String which = "chunk " + i + ", " + rows + " rows, " + threads + " threads";
                    assertArrayEquals(first.get(i).tokens(), other.get(i).tokens(), which);
                    assertArrayEquals(
                            first.get(i).logProbabilities(), other.get(i).logProbabilities(), 0f, which);
                }
            }
        }
    }

    static boolean needsPacking(Precision precision) {
        return precision == Precision.FP16 || precision == Precision.INT8;
    }

    private static List<Decoding> decode(
            ModelDirectory model, NetworkOptions options, List<Waveform> waveforms, int[] budgets) throws Exception {
        try (TorchNetwork network = TorchNetwork.open(model, options)) {
            network.usePrompt(new PromptBuilder(model.tokenizer()).build(""));
            return network.decode(waveforms, budgets, TokenListener.none());
        }
    }

    @Test
    void autoTakesWhatChangesNothing() {
        assertEquals(Precision.FP16, MachinePrecision.chosen(false, true));
        assertEquals(Precision.FP32, MachinePrecision.chosen(false, false));
        assertEquals(Precision.BF16, MachinePrecision.chosen(true, true));
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
