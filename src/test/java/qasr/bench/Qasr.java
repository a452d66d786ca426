package qasr.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the launcher of a checkout. */
final class Qasr {
    /** Text tokens a second of speech, as people speaking English make them. */
    static final String RATE = "4";

    private final Path launcher;
    private final Path folder;
    private final Surroundings surroundings;

    /** Runs in this environment as it is. */
    Qasr(Path checkout, Path folder) {
        this(checkout, folder, new Surroundings(true));
    }

    Qasr(Path checkout, Path folder, Surroundings surroundings) {
        launcher = checkout.resolve("qasr");
        this.folder = folder;
        this.surroundings = surroundings;
    }

    /** Adds to {@code series} the "wall_seconds" and "peak_mb" of one run that must end with {@code status}. */
    MeasuredProcess start(Series series, int status, List<String> arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("qasr.log");
        MeasuredProcess process = run(log, arguments, surroundings::prepare);
        if (process.status() != status) {
            throw new AssertionError(arguments + " ended with " + process.status() + ": " + Files.readString(log));
        }
        process.addTo(series);
        return process;
    }

    private MeasuredProcess run(Path log, List<String> arguments, Consumer<Map<String, String>> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        return MeasuredProcess.run(log, command, environment);
    }

    /** Transcribes {@code recording} with forced tokens, and adds the stages to {@code series} as well; returns the report. */
    JsonObject transcribe(Series series, Path model, Path recording, List<String> options)
            throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve("out.txt"));
        start(series, 0, arguments(model, recording, options));
        return addStages(series);
    }

    /** Transcribes all that {@code recording} is in one process; as {@link #transcribe}, and returns the process. */
    MeasuredProcess transcribe(Series series, Path model, Recording recording, List<String> options)
            throws IOException, InterruptedException {
        if (recording.files().size() == 1) {
            Files.deleteIfExists(folder.resolve("out.txt"));
        }
        MeasuredProcess process = start(
                series,
                0,
                recording.files().size() == 1
                        ? arguments(model, recording.files().get(0), options)
                        : arguments(model, recording, options));
        addStages(series);
        return process;
    }

    /** Returns what one run says when the libraries are told to say which kernels they chose. */
    List<String> asked(Path model, Path recording, List<String> options) throws IOException, InterruptedException {
        Path log = folder.resolve("kernels.log");
        run(log, arguments(model, recording, options), surroundings.with(LibraryChoices.ASKING));
        return Files.readAllLines(log);
    }

    private List<String> arguments(Path model, Path recording, List<String> options) {
        List<String> arguments = arguments(model, options);
        arguments.addAll(List.of("-o", folder.resolve("out.txt").toString(), recording.toString()));
        return arguments;
    }

    private List<String> arguments(Path model, Recording recording, List<String> options) {
        List<String> arguments = arguments(model, options);
        arguments.addAll(List.of("--on-exists", "overwrite", "--no-resume"));
        arguments.addAll(List.of("-d", folder.resolve("said").toString()));
        recording.files().forEach(file -> arguments.add(file.toString()));
        return arguments;
    }

    private List<String> arguments(Path model, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("transcribe", "-q", "-m", model.toString()));
        arguments.addAll(List.of("--forced-tokens", RATE, "--stage-times", times().toString()));
        arguments.addAll(options);
        return arguments;
    }

    private Path times() {
        return folder.resolve("stages.json");
    }

    /** Returns the report of the last run that transcribed. */
    JsonObject lastReport() throws IOException {
        return JsonParser.parseString(Files.readString(times())).getAsJsonObject();
    }

    private JsonObject addStages(Series series) throws IOException {
        JsonObject report = lastReport();
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
