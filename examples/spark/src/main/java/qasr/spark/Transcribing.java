package qasr.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import qasr.audio.Waveform;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.job.Input;
import qasr.job.TranscribeJob;
import qasr.run.EmbeddedTranscriber;
import qasr.transcribe.ChunkMemory;
import qasr.transcribe.RecordingEvent;

/** Transcribes the units of a task with an engine that it has for itself. */
final class Transcribing {
    /** A recording is divided if it is longer than a part by this factor. */
    private static final double LONG = 1.5;
    /** A recording of fewer bytes in a second is not likely, so a smaller file needs no look at its header. */
    private static final double LEAST_BYTES_PER_SECOND = 1000;
    /** Bytes of a second if nothing else is known: 128 kbit/s. */
    static final double BYTES_PER_SECOND = 16_000;

    private final JobSettings settings;
    private final Configuration configuration;
    private final OutputFolder output;
    private final Begun begun;
    private final EmbeddedTranscriber transcriber;
    private final JobMaker maker;

    Transcribing(
            JobSettings settings,
            Configuration configuration,
            OutputFolder output,
            Begun begun,
            EmbeddedTranscriber transcriber,
            JobMaker maker) {
        this.settings = settings;
        this.configuration = configuration;
        this.output = output;
        this.begun = begun;
        this.transcriber = transcriber;
        this.maker = maker;
    }

    /** Does the work of {@code units}: recordings together, everything else one by one. */
    List<Outcome> outcomes(List<Unit> units, boolean alone, Path folder) throws IOException, CommandException {
        List<Outcome> outcomes = new ArrayList<>();
        List<Unit> whole = new ArrayList<>();
        for (Unit unit : units) {
            if (alone || unit.kind() != Unit.Kind.RECORDING || mayBeLong(unit)) {
                begun.begin(unit, alone);
            }
            if (unit.kind() == Unit.Kind.PART) {
                outcomes.add(decode(unit, folder));
            } else if (unit.kind() == Unit.Kind.JOIN) {
                Parts parts = new Parts(output, unit.look().key());
                outcomes.addAll(transcribe(List.of(unit), alone, folder.resolve("join"), Optional.of(parts)));
                parts.remove();
            } else {
                Optional<Parts.Plan> plan = divide(unit, folder);
                if (plan.isPresent()) {
                    begun.end(unit);
                    outcomes.add(Worker.divided(unit, plan.get()));
                } else {
                    whole.add(unit);
                }
            }
        }
        if (!whole.isEmpty()) {
            outcomes.addAll(transcribe(whole, alone, folder.resolve("whole"), Optional.empty()));
        }
        return outcomes;
    }

    private boolean mayBeLong(Unit unit) {
        return unit.seconds() >= LONG * settings.partSeconds()
                || unit.look().bytes() >= LEAST_BYTES_PER_SECOND * LONG * settings.partSeconds();
    }

    private Input input(Unit unit, String folder, Runnable onOpen) {
        Entry entry = unit.look().entry();
        HadoopPath path = new HadoopPath(entry.uri(), configuration, onOpen);
        String name = path.getFileName().toString();
        String file = "result" + name.substring(Math.max(0, name.lastIndexOf('.')));
        return Input.at(path, entry.name(), file, folder);
    }

    /** Finds the chunks of a long recording. Where that fails, the recording is transcribed whole, and fails as it should. */
    private Optional<Parts.Plan> divide(Unit unit, Path folder) throws CommandException {
        if (!mayBeLong(unit)) {
            return Optional.empty();
        }
        TranscribeJob job = maker.job(List.of(input(unit, "", () -> {})), folder);
        if (!EmbeddedTranscriber.isDivisible(job)) {
            return Optional.empty();
        }
        try {
            Optional<Parts.Plan> earlier = new Parts(output, unit.look().key()).plan();
            if (earlier.isPresent()) {
                return earlier;
            }
            OptionalLong samples = transcriber.statedSamples(job);
            double seconds = samples.isPresent()
                    ? (double) samples.getAsLong() / Waveform.SAMPLE_RATE
                    : unit.look().bytes() / BYTES_PER_SECOND;
            if (seconds < LONG * settings.partSeconds()) {
                return Optional.empty();
            }
            List<Parts.Plan> plan = new ArrayList<>();
            transcriber.chunks(
                    job,
                    chunks -> plan.add(
                            new Parts(output, unit.look().key()).divide(chunks, settings.partSeconds(), folder)));
            return plan.get(0).seconds().size() > 1 ? Optional.of(plan.get(0)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Outcome decode(Unit unit, Path folder) throws IOException, CommandException {
        long start = System.nanoTime();
        Parts parts = new Parts(output, unit.look().key());
        if (!parts.isDone(unit.part())) {
            StringBuilder lines = new StringBuilder();
            TranscribeJob job = maker.job(List.of(input(unit, "", () -> {})), folder);
            try (ChunkFile.Reader chunks = parts.chunks(unit.part())) {
                transcriber.decode(job, chunks::next, event -> {
                    if (event instanceof RecordingEvent.Heard heard) {
                        lines.append(ChunkTexts.line(heard.place(), heard.result()));
                    }
                });
            }
            parts.done(unit.part(), (System.nanoTime() - start) / 1e9 + "\n" + lines, folder);
        }
        begun.end(unit);
        return Outcome.of(unit, Outcome.End.DONE);
    }

    /** Transcribes recordings as qasr does; of one whose parts are done, all chunks are remembered. */
    private List<Outcome> transcribe(List<Unit> units, boolean alone, Path folder, Optional<Parts> parts)
            throws IOException, CommandException {
        Files.createDirectories(folder);
        List<Input> inputs = IntStream.range(0, units.size())
                .mapToObj(index -> input(
                        units.get(index),
                        Integer.toString(index),
                        once(units.get(index), alone || parts.isPresent() || mayBeLong(units.get(index)))))
                .toList();
        Optional<Parts.Plan> plan = parts.isPresent() ? parts.get().plan() : Optional.empty();
        ChunkMemory memory = plan.isPresent() ? parts.get().texts(plan.get()) : ChunkMemory.NONE;
        Results results = new Results(output, units, folder, settings.files() ? maker.formats() : List.of());
        Publishing publishing = new Publishing(results, begun, units, memory, plan);
        List<Optional<Failure>> failures = transcriber.run(maker.job(inputs, folder), publishing);
        publishing.check();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            if (failures.get(i).isEmpty()) {
                outcomes.add(Outcome.of(units.get(i), Outcome.End.DONE));
            } else {
                outcomes.add(failed(i, units.get(i), failures.get(i).get(), results));
            }
        }
        return outcomes;
    }

    /** A recording of which too much is missing has results all the same. */
    private Outcome failed(int index, Unit unit, Failure failure, Results results) throws IOException {
        boolean incomplete = failure.status() == ExitStatus.COVERAGE && results.areWritten(index);
        if (incomplete) {
            results.publish(index, results.row(index, ResultRow.INCOMPLETE).with("error", failure.message()));
        }
        begun.end(unit);
        return incomplete
                ? Outcome.of(unit, Outcome.End.DONE)
                : Outcome.failed(unit, ResultRow.failed(unit.look(), failure.message()));
    }

    /** Returns what notes that a recording is begun, when its file is opened for the first time. */
    private Runnable once(Unit unit, boolean already) {
        boolean[] noted = {already};
        return () -> {
            synchronized (noted) {
                if (!noted[0]) {
                    begun.begin(unit, false);
                    noted[0] = true;
                }
            }
        };
    }
}
