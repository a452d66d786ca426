package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.Signals;
import qasr.train.ErrorRate;

/**
 * Makes the table of models/PRECISION.md, whose first paragraph has the command; not a part of the usual tests.
 * {@code -Dprecision.seed=N} takes other weights, other outliers and other noise; {@code -Dprecision.shape=full} the
 * shape of 0.6B.
 */
@Tag("bench")
final class PrecisionTableTest {
    private static final List<Precision> PRECISIONS =
            List.of(Precision.FP32, Precision.BF16, Precision.FP16, Precision.INT8);
    private static final int MOST_TOKENS = 100;
    private static final String TAG = "<asr_text>";

    private final long seed = Long.getLong("precision.seed", 1);
    private final String shape = System.getProperty("precision.shape", "small");
    private final List<String> lines = new ArrayList<>();

    @TempDir
    Path temporary;

    private static Prompt prompt(ModelDirectory model) {
        return new PromptBuilder(model.tokenizer()).build("");
    }

    private interface Body {
        void run(Device device) throws Exception;
    }

    private record Quiet() implements Int8Calibration.Listener {
        @Override
        public void says(String text) {}

        @Override
        public void measured(int matrices, int all) {}
    }

    private static void computing(Body body) throws Exception {
        Libtorch.start();
        Libtorch.setThreads(Runtime.getRuntime().availableProcessors());
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            body.run(new Device("cpu"));
        }
    }

    /** Adds the lines of all precisions, and of int8 calibrated with {@code other} speech, over the same positions. */
    private void compare(String what, Path directory, List<Waveform> speech, List<Waveform> other) throws Exception {
        ModelDirectory model = ModelDirectory.open(directory);
        computing(device -> {
            List<List<Integer>> tokens = new ArrayList<>();
            List<ForcedRun.Said> wanted = new ArrayList<>();
            try (Weights exact = Weights.load(model, device, Precision.FP32, List.of());
                    ForcedRun reference = new ForcedRun(model.config(), exact, device, prompt(model))) {
                List<Tensor> heard = speech.stream().map(reference::hear).toList();
                tokens.addAll(reference.greedy(heard, MOST_TOKENS));
                for (int i = 0; i < heard.size(); i++) {
                    wanted.add(reference.forced(heard.get(i), tokens.get(i)));
                }
            }
            for (Precision precision : PRECISIONS) {
                add(
                        what,
                        precision.name().toLowerCase(Locale.ROOT),
                        compared(model, precision, speech, tokens, wanted));
            }
            Int8Calibration.Outcome outcome = Int8Calibration.run(
                    model, NetworkOptions.defaults().keepingIn(List.of(directory)), other, new Quiet());
            long eight = outcome.matrices().stream()
                    .filter(Int8Calibration.Matrix::eight)
                    .count();
            add(
                    what,
                    "int8, calibrated, " + eight + " of " + outcome.matrices().size() + " matrices",
                    compared(model, Precision.INT8, speech, tokens, wanted));
        });
    }

    private static PrecisionComparison compared(
            ModelDirectory model,
            Precision precision,
            List<Waveform> speech,
            List<List<Integer>> tokens,
            List<ForcedRun.Said> wanted)
            throws Exception {
        Device device = new Device("cpu");
        PrecisionComparison sum = PrecisionComparison.NOTHING;
        try (Weights weights = Weights.load(model, device, precision, List.of());
                ForcedRun run = new ForcedRun(model.config(), weights, device, prompt(model))) {
            for (int i = 0; i < speech.size(); i++) {
                try (PointerScope scope = new PointerScope()) {
                    ForcedRun.Said got = run.forced(run.hear(speech.get(i)), tokens.get(i));
                    sum = sum.plus(PrecisionComparison.of(wanted.get(i), got));
                }
            }
        }
        return sum;
    }

    private void add(String what, String precision, PrecisionComparison comparison) throws IOException {
        assertTrue(comparison.tokens() > 0);
        add(
                "| %s | %s | %.5f | %.5f | %d of %d |",
                what,
                precision,
                comparison.worstLogitError(),
                comparison.meanLogitError(),
                comparison.changed(),
                comparison.tokens());
        Files.write(Path.of("target", "precision-" + shape + "-" + seed + ".md"), lines);
    }

    private void add(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private static List<Waveform> signals(long seed) {
        return Stream.iterate(0, i -> i + 1)
                .limit(6)
                .map(i -> Waveform.of(Signals.speechLike(100 * seed + i, 0.3, 60_000 + 7_001 * i)))
                .toList();
    }

    @Test
    void table() throws Exception {
        add("Seed %d, shape %s.", seed, shape);
        add("");
        add("| weights | precision | worst logit error | mean logit error | other greedy tokens |");
        add("| --- | --- | --- | --- | --- |");
        for (boolean planted : new boolean[] {false, true}) {
            Path directory = SeededModel.of(SeededShape.named(shape))
                    .seed(seed)
                    .writeTo(temporary.resolve(planted ? "planted" : "plain"));
            if (planted) {
                PlantedOutliers.plant(directory, seed);
            }
            compare("seeded" + (planted ? ", planted outliers" : ""), directory, signals(seed), signals(seed + 1));
        }
        if (shape.equals("full")) {
            return;
        }
        Path demo = copied();
        List<ExampleSpeech.Said> set = ExampleSpeech.of(seed, 12);
        errors(demo, set, PRECISIONS, "");
        compare("built-in", demo, waveforms(set), waveforms(ExampleSpeech.of(seed + 1, 2)));
        errors(demo, set, List.of(Precision.INT8), " calibrated");
        Files.write(Path.of("target", "precision-" + shape + "-" + seed + ".md"), lines);
    }

    private static List<Waveform> waveforms(List<ExampleSpeech.Said> set) {
        return set.stream().map(ExampleSpeech.Said::waveform).toList();
    }

    private Path copied() throws Exception {
        Path demo = Files.createDirectory(temporary.resolve("demo"));
        try (Stream<Path> files = Files.list(ExampleSpeech.MODEL)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, demo.resolve(file.getFileName().toString()));
            }
        }
        return demo;
    }

    private void errors(Path directory, List<ExampleSpeech.Said> set, List<Precision> precisions, String how)
            throws Exception {
        ModelDirectory model = ModelDirectory.open(directory);
        computing(device -> {
            for (Precision precision : precisions) {
                ErrorRate rate = new ErrorRate();
                try (Weights weights = Weights.load(model, device, precision, List.of());
                        ForcedRun run = new ForcedRun(model.config(), weights, device, prompt(model))) {
                    for (ExampleSpeech.Said said : set) {
                        try (PointerScope scope = new PointerScope()) {
                            rate.add(
                                    said.text(),
                                    text(
                                            model,
                                            run.greedy(List.of(run.hear(said.waveform())), MOST_TOKENS)
                                                    .get(0)));
                        }
                    }
                }
                add(
                        "| built-in | %s%s | error rate %.2f %% | %d words |",
                        precision.name().toLowerCase(Locale.ROOT), how, rate.percent(), rate.words());
            }
        });
    }

    private static String text(ModelDirectory model, List<Integer> tokens) {
        Optional<Integer> stop =
                tokens.stream().filter(model.config().tokens().stop()::contains).findFirst();
        int end = stop.map(tokens::indexOf).orElse(tokens.size());
        String raw = model.tokenizer()
                .decode(tokens.subList(0, end).stream()
                        .mapToInt(Integer::intValue)
                        .toArray());
        int tag = raw.indexOf(TAG);
        return tag < 0 ? raw : raw.substring(tag + TAG.length());
    }
}
