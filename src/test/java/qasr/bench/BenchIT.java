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

/** Measures; see {@link BenchSettings} for what, and the package for how. Fails only if something cannot be run. */
@Tag("bench")
final class BenchIT {
    private final BenchSettings settings = BenchSettings.ofSystemProperties();
    private final Path checkout =
            Path.of(System.getProperty("qasr.checkout")).toAbsolutePath().normalize();
    private final Path folder = checkout.resolve("target/bench");
    private final Qasr qasr = new Qasr(checkout, folder);
    private final BenchReport report = new BenchReport(settings);

    @Test
    void measure() throws Exception {
        Files.createDirectories(folder);
        Path model = settings.model().isPresent() ? settings.model().get() : seededModel();
        BenchSound sound = BenchSound.of(Path.of(System.getProperty("shared", checkout + "/../shared")), checkout);
        Path recording = sound.write(folder.resolve("recording.wav"), 60 * settings.minutes());
        startUp(model, sound.fromLoudestSecond().write(folder.resolve("second.wav"), 1));
        for (String dtype : settings.dtypes()) {
            if (settings.minutes() > 0) {
                endToEnd(model, recording, dtype);
            }
            if (settings.chunkSeconds() > 0) {
                stages(model, dtype);
            }
        }
        if (settings.kernels()) {
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

    private void startUp(Path model, Path second) throws IOException, InterruptedException {
        List<String> dtype = List.of("--dtype", settings.dtypes().get(0));
        // The first runs unpack libraries and weights, the others do not: both are of interest.
        JsonObject run = qasr.transcribe(report.series("start-up", "1 s file, first run"), model, second, dtype);
        report.precision(settings.dtypes().get(0), run.get("precision").getAsString());
        for (int i = 0; i < settings.starts(); i++) {
            qasr.start(report.series("start-up", "--help"), 0, List.of("--help"));
            qasr.start(report.series("start-up", "--version"), 0, List.of("--version"));
            qasr.start(report.series("start-up", "usage error"), 2, List.of("transcribe", "--no-such-option"));
            qasr.transcribe(report.series("start-up", "1 s file"), model, second, dtype);
        }
    }

    /** qasr and the peer in alternation. */
    private void endToEnd(Path model, Path recording, String dtype) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("--dtype", dtype, "--threads", "" + settings.threads()));
        options.addAll(settings.options());
        Series ours = report.series("end to end", dtype);
        for (int i = 0; i < settings.runs(); i++) {
            JsonObject run = qasr.transcribe(ours, model, recording, options);
            report.precision(dtype, run.get("precision").getAsString());
            if (settings.peer().isPresent()) {
                String command = settings.peer()
                        .get()
                        .replace("{model}", model.toString())
                        .replace("{wav}", recording.toString());
                Path log = folder.resolve("peer-%d.log".formatted(i + 1));
                MeasuredProcess peer = MeasuredProcess.run(log, List.of("sh", "-c", "exec " + command));
                assertTrue(peer.status() == 0, () -> command + " ended with " + peer.status() + ", see " + log);
                Series theirs = report.series("end to end", "peer");
                theirs.add("wall_seconds", peer.seconds());
                theirs.add("peak_mb", peer.peakBytes() / 1e6);
                ours.add("times_peer", peer.seconds() / ours.last("wall_seconds"));
            }
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
