package qasr.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the launcher of a checkout. */
final class Qasr {
    /** Text tokens a second of speech, as people speaking English make them. */
    private static final String RATE = "4";

    private final Path launcher;
    private final Path folder;

    Qasr(Path checkout, Path folder) {
        launcher = checkout.resolve("qasr");
        this.folder = folder;
    }

    /** Adds to {@code series} the "wall_seconds" and "peak_mb" of one run that must end with {@code status}. */
    void start(Series series, int status, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        Path log = folder.resolve("qasr.log");
        MeasuredProcess process = MeasuredProcess.run(log, command);
        if (process.status() != status) {
            throw new AssertionError(command + " ended with " + process.status() + ": " + Files.readString(log));
        }
        series.add("wall_seconds", process.seconds());
        series.add("peak_mb", process.peakBytes() / 1e6);
    }

    /** Transcribes {@code recording} with forced tokens, and adds the stages to {@code series} as well; returns the report. */
    JsonObject transcribe(Series series, Path model, Path recording, List<String> options)
            throws IOException, InterruptedException {
        Path times = folder.resolve("stages.json");
        Files.deleteIfExists(times);
        List<String> arguments = new ArrayList<>(List.of("transcribe", "-q", "-m", model.toString()));
        arguments.addAll(List.of("--forced-tokens", RATE, "--stage-times", times.toString()));
        arguments.addAll(options);
        arguments.add("-o");
        arguments.add(folder.resolve("out.txt").toString());
        arguments.add(recording.toString());
        Files.deleteIfExists(folder.resolve("out.txt"));
        start(series, 0, arguments);
        JsonObject report = JsonParser.parseString(Files.readString(times)).getAsJsonObject();
        JsonObject stages = report.getAsJsonObject("stages");
        stages.keySet()
                .forEach(stage ->
                        series.add(stage + "_seconds", stages.get(stage).getAsDouble()));
        for (String number : List.of("tokens", "chunks", "sound_seconds", "first_chunk_seconds", "rows")) {
            if (report.has(number)) {
                series.add(number, report.get(number).getAsDouble());
            }
        }
        return report;
    }
}
