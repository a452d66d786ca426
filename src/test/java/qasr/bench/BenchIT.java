package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import qasr.model.DeviceException;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.torch.StageCosts;

/**
 * The benchmark. {@link BenchSettings} describes its settings, the package its method. Fails only if a program cannot
 * be run.
 */
@Tag("bench")
final class BenchIT {
    private final BenchSettings settings = BenchSettings.ofSystemProperties();
    private final Path checkout =
            Path.of(System.getProperty("qasr.checkout")).toAbsolutePath().normalize();
    private final Path folder = checkout.resolve("target/bench");
    private final BenchSettings.Fairness fairness = settings.fairness();
    private final Qasr qasr = new Qasr(checkout, folder, fairness.surroundings());
    private final BenchReport report = new BenchReport(settings);

    @Test
    void measure() throws Exception {
        Files.createDirectories(folder);
        Path model = settings.model().isPresent() ? settings.model().get() : seededModel();
        BenchSound sound = BenchSound.of(Path.of(System.getProperty("shared", checkout + "/../shared")), checkout);
        Path second = sound.fromLoudestSecond().write(folder.resolve("second.wav"), 1);
        startUp(model, second);
        if (!settings.sounds().isEmpty()) {
            endToEnd(model, sound, second);
        }
        for (String dtype : settings.dtypes()) {
            if (settings.chunkSeconds() > 0) {
                stages(model, dtype);
            }
        }
        if (settings.kernels()) {
            report.write(folder); // a kernel that fails ends the test
            for (Kernels kernels : ServiceLoader.load(Kernels.class)) {
                report.version(kernels.version());
                kernels.measure(report, settings.runs());
            }
        }
        Path table = report.write(folder);
        assertTrue(Files.size(table) > 0, table.toString());
    }

    private Path seededModel() throws IOException {
        Path model = folder.resolve("model");
        Path whole = model.resolve("complete");
        if (!Files.exists(whole)) {
            SeededModel.of(SeededShape.FULL).writeTo(model);
            Files.createFile(whole);
        }
        return model;
    }

    private Path list(Path file) throws IOException {
        return Files.write(folder.resolve("second.list"), List.of(file.toString()));
    }

    private void startUp(Path model, Path second) throws IOException, InterruptedException {
        List<String> dtype = List.of("--dtype", settings.dtypes().get(0));
        QuietRuns runs = quietRuns(fairness.rule().ofAnyOwn());
        QuietRuns.Run file = series -> qasr.transcribe(series, model, oneSecond(second), dtype);
        // The first runs unpack libraries and weights, the others do not: both are of interest.
        runs.once().add(file, report.series("start-up", "1 s file, first run"));
        report.precision(
                settings.dtypes().get(0), qasr.lastReport().get("precision").getAsString());
        for (int i = 0; i < settings.starts(); i++) {
            runs.add(series -> qasr.start(series, 0, List.of("--help")), report.series("start-up", "--help"));
            runs.add(series -> qasr.start(series, 0, List.of("--version")), report.series("start-up", "--version"));
            runs.add(
                    series -> qasr.start(series, 2, List.of("transcribe", "--no-such-option")),
                    report.series("start-up", "usage error"));
            runs.add(file, report.series("start-up", "1 s file"));
        }
    }

    private QuietRuns quietRuns(BusyRule rule) {
        return new QuietRuns(rule, fairness.repeats(), new RestingMachine(rule.mostOthers(), fairness.waitSeconds()));
    }

    private Recording oneSecond(Path second) throws IOException {
        return new Recording("1s", List.of(second), list(second), 1);
    }

    /** qasr at each precision and the peers in alternation, over one recording after another. */
    private void endToEnd(Path model, BenchSound sound, Path second) throws IOException, InterruptedException {
        List<Contender.Ours> ours = new ArrayList<>();
        for (String dtype : settings.dtypes()) {
            List<String> options = new ArrayList<>(List.of("--dtype", dtype, "--threads", "" + settings.threads()));
            options.addAll(settings.options());
            ours.add(new Contender.Ours(dtype, qasr, model, options));
            // The first run of a precision packs its weights.
            JsonObject run = qasr.transcribe(new Series(), model, second, options);
            report.precision(dtype, run.get("precision").getAsString());
            report.libraries(
                    "qasr, " + dtype,
                    LibraryChoices.of(qasr.asked(model, second, options)) + "; "
                            + LibraryChoices.byRule(Processor.here().flags(), System.getenv()));
        }
        List<Contender> all = new ArrayList<>(ours);
        for (PeerCommand command : settings.peers()) {
            Contender.Peer peer = new Contender.Peer(command, model, folder, fairness.surroundings());
            String kernels = peer.kernels(oneSecond(second));
            report.libraries(peer.name(), kernels.isEmpty() ? "says nothing of its kernels" : kernels);
            all.add(peer);
        }
        Rounds rounds = new Rounds(quietRuns(fairness.rule()));
        for (SoundPlan plan : settings.sounds()) {
            Recording recording = sound.write(folder.resolve("sounds"), plan);
            rounds.run(recording, all, settings.runs()).forEach((name, series) -> {
                Series row = report.series(BenchReport.END_TO_END, plan.name() + ", " + name);
                row.addAll(series);
                row.add("recording_seconds", recording.seconds());
            });
            report.write(folder); // hours may pass until the next one
        }
    }

    /** Stages beside their products, and steps of more and more rows; within this process. */
    private void stages(Path model, String dtype) throws IOException, DeviceException {
        StageCosts.Settings asked = new StageCosts.Settings(
                dtype, settings.chunkSeconds(), settings.threads(), 2 * settings.runs() + 1, settings.rows());
        for (StageCosts.Cost cost : StageCosts.measure(model, asked)) {
            Series series = report.series("stages", "%s, %s, %d".formatted(dtype, cost.stage(), cost.rows()));
            series.add("rows", cost.rows());
            series.add("seconds", cost.seconds());
            series.add("products_seconds", cost.products());
            series.add("ratio", cost.ratio());
            series.add("processor_time_ratio", cost.processorRatio());
            cost.attention().ifPresent(seconds -> series.add("attention_products_seconds", seconds));
            cost.ratioToAll().ifPresent(ratio -> series.add("ratio_to_all_products", ratio));
            cost.profileRatio().ifPresent(ratio -> series.add("profile_ratio", ratio));
            if (cost.stage().equals("step")) {
                series.add("seconds_a_token", cost.seconds() / cost.rows());
            }
        }
    }
}
