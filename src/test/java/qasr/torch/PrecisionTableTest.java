package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private static void computing(Body body) throws Exception {
        Libtorch.start();
        Libtorch.setThreads(Runtime.getRuntime().availableProcessors());
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            body.run(new Device("cpu"));
        }
    }

    private void compare(String what, Path directory, List<Waveform> speech, int most) throws Exception {
        ModelDirectory model = ModelDirectory.open(directory);
        computing(device -> {
            for (Precision precision : PRECISIONS) {
                try (Weights exact = Weights.load(model, device, Precision.FP32, List.of());
                        Weights other = Weights.load(model, device, precision, List.of());
                        ForcedRun reference = new ForcedRun(model.config(), exact, device, prompt(model));
                        ForcedRun run = new ForcedRun(model.config(), other, device, prompt(model))) {
                    PrecisionComparison comparison = PrecisionComparison.of(reference, run, speech, most);
                    add(
                            "| %s | %s | %.5f | %d of %d |",
                            what,
                            precision.name().toLowerCase(Locale.ROOT),
                            comparison.worstLogitError(),
                            comparison.changed(),
                            comparison.tokens());
                    assertTrue(comparison.tokens() > 0);
                }
            }
        });
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

    private static void calibrate(Path directory, List<Waveform> speech) throws Exception {
        Int8Calibration.run(ModelDirectory.open(directory), 2, speech, List.of(directory), matrix -> {});
    }

    @Test
    void table() throws Exception {
        add("Seed %d, shape %s.", seed, shape);
        add("");
        add("| weights | precision | worst logit error | other greedy tokens |");
        add("| --- | --- | --- | --- |");
        for (boolean planted : new boolean[] {false, true}) {
            String name = "seeded" + (planted ? ", planted outliers" : "");
            Path directory = SeededModel.of(SeededShape.named(shape))
                    .seed(seed)
                    .writeTo(temporary.resolve(planted ? "planted" : "plain"));
            if (planted) {
                PlantedOutliers.plant(directory, seed);
            }
            compare(name, directory, signals(seed), 40);
            calibrate(directory, signals(seed + 1));
            int8Again(name, directory, signals(seed));
        }
        Path demo = copied();
        List<ExampleSpeech.Said> set = ExampleSpeech.of(seed, 12);
        List<Waveform> speech = set.stream().map(ExampleSpeech.Said::waveform).toList();
        compare("built-in", demo, speech, MOST_TOKENS);
        errors(demo, set, PRECISIONS, "");
        calibrate(
                demo,
                ExampleSpeech.of(seed + 1, 1).stream()
                        .map(ExampleSpeech.Said::waveform)
                        .toList());
        int8Again("built-in", demo, speech);
        errors(demo, set, List.of(Precision.INT8), " calibrated");
        Path out = Path.of("target", "precision-" + shape + "-" + seed + ".md");
        Files.write(out, lines);
    }

    private void int8Again(String name, Path directory, List<Waveform> speech) throws Exception {
        int before = lines.size();
        compare(name, directory, speech, MOST_TOKENS);
        String last = lines.get(lines.size() - 1).replace("| int8 |", "| int8, calibrated |");
        lines.subList(before, lines.size()).clear();
        lines.add(last);
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
                            rate.add(said.text(), text(model, run.greedy(said.waveform(), MOST_TOKENS)));
                        }
                    }
                }
                add(
                        "| built-in | %s%s | error rate %.2f %% | %d words |",
                        precision.name().toLowerCase(Locale.ROOT), how, rate.percent(), rate.words());
            }
        });
    }

    private static String text(ModelDirectory model, ForcedRun.Said said) {
        Optional<Integer> stop = said.tokens().stream()
                .filter(model.config().tokens().stop()::contains)
                .findFirst();
        int end = stop.map(said.tokens()::indexOf).orElse(said.tokens().size());
        String raw = model.tokenizer()
                .decode(said.tokens().subList(0, end).stream()
                        .mapToInt(Integer::intValue)
                        .toArray());
        int tag = raw.indexOf(TAG);
        return tag < 0 ? raw : raw.substring(tag + TAG.length());
    }
}
