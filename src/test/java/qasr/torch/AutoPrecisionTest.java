package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;

/** Tests that the precision chosen by auto on this machine does not change the text. */
final class AutoPrecisionTest {
    /** One token in a thousand. */
    private static final double LIMIT = 0.001;

    private static final int MOST_TOKENS = 100;

    /** Opens the recordings before there is a pointer scope, in which FFmpeg's own objects would die. */
    private static List<Waveform> speech(int times) throws Exception {
        return ExampleSpeech.of(1, times).stream()
                .map(ExampleSpeech.Said::waveform)
                .toList();
    }

    @Test
    void autoChangesAtMostOneTokenInAThousand() throws Exception {
        ModelDirectory model = ModelDirectory.open(ExampleSpeech.MODEL);
        List<Waveform> speech = speech(5);
        Libtorch.start();
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Device cpu = new Device("cpu");
            Precision chosen = MachinePrecision.on(cpu, Precision.AUTO, Weights.areInBf16(model));
            Prompt prompt = new PromptBuilder(model.tokenizer()).build("");
            try (Weights exact = Weights.load(model, cpu, Precision.FP32, List.of());
                    Weights other = Weights.load(model, cpu, chosen, List.of());
                    ForcedRun reference = new ForcedRun(model.config(), exact, cpu, prompt);
                    ForcedRun run = new ForcedRun(model.config(), other, cpu, prompt)) {
                PrecisionComparison comparison = PrecisionComparison.of(reference, run, speech, MOST_TOKENS);
                assertTrue(comparison.tokens() >= 1000, comparison + ": too few to tell one in a thousand");
                assertTrue(comparison.share() <= LIMIT, chosen + ": " + comparison);
            }
        }
    }

    @Test
    void aComparisonFindsWhatIsDifferent() throws Exception {
        ModelDirectory model = ModelDirectory.open(ExampleSpeech.MODEL);
        List<Waveform> speech = speech(1).subList(0, 1);
        Libtorch.start();
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Device cpu = new Device("cpu");
            PromptBuilder prompts = new PromptBuilder(model.tokenizer());
            try (Weights weights = Weights.load(model, cpu, Precision.FP32, List.of());
                    ForcedRun plain = new ForcedRun(model.config(), weights, cpu, prompts.build(""));
                    ForcedRun same = new ForcedRun(model.config(), weights, cpu, prompts.build(""));
                    ForcedRun forced =
                            new ForcedRun(model.config(), weights, cpu, prompts.build("zebra zebra", "French"))) {
                PrecisionComparison none = PrecisionComparison.of(plain, same, speech, MOST_TOKENS);
                assertEquals(0, none.changed());
                assertEquals(0, none.worstLogitError());
                assertTrue(PrecisionComparison.of(plain, forced, speech, MOST_TOKENS)
                                .changed()
                        > 0);
            }
        }
    }
}
