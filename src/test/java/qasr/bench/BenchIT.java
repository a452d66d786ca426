package qasr.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.torch.MatrixProducts;

/** Measures; see {@link BenchSettings} for what, and the package for how. Fails only if something cannot be run. */
@Tag("bench")
final class BenchIT {
    private static final int STARTS = 5;
    private static final int SWEEP_SECONDS = 120;

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
            endToEnd(model, recording, dtype);
        }
        sweep(model, sound.write(folder.resolve("sweep.wav"), SWEEP_SECONDS));
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
        qasr.transcribe(report.series("start-up", "1 s file, first run"), model, second, dtype);
        for (int i = 0; i < STARTS; i++) {
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
        if (settings.products()) {
            double seconds = ours.median("sound_seconds") / ours.median("chunks");
            MatrixProducts.Costs costs = MatrixProducts.measure(model, dtype, seconds, settings.threads());
            Series products = report.series("products alone", dtype);
            products.add("chunk_seconds", seconds);
            products.add("encoder_seconds_a_second", costs.encoder());
            products.add("convolutions_seconds_a_second", costs.convolutions());
            products.add("prefill_seconds_a_second", costs.prefill());
        }
    }

    /** What a token costs when more are decoded side by side, one thread computing. */
    private void sweep(Path model, Path recording) throws IOException, InterruptedException {
        String dtype = settings.dtypes().get(0);
        for (int run = 0; run < settings.runs(); run++) {
            for (int rows : settings.rows()) {
                Series series = report.series("rows", "" + rows);
                qasr.transcribe(
                        series, model, recording, List.of("--dtype", dtype, "--threads", "1", "--rows", "" + rows));
            }
        }
    }
}
