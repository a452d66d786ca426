package qasr.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import qasr.console.CommandException;
import qasr.console.ExitStatus;

/** Does the work of one Spark task on an executor. */
final class Worker {
    static final String CRASHED =
            "the process ended while this recording was worked on, twice, the second time alone: native code crashed, or"
                    + " memory ran out; 'qasr check' may tell what is wrong with the recording";

    private final JobSettings settings;
    private final Configuration configuration;
    private final OutputFolder output;
    private final Begun begun;
    private final int threads;

    /**
     * @param run the name of this run of the job
     * @param threads the cores of a task
     */
    Worker(JobSettings settings, Configuration configuration, String run, int threads) throws IOException {
        this.settings = settings;
        this.configuration = configuration;
        this.output = new OutputFolder(settings.output(), configuration);
        this.begun = new Begun(output, run);
        this.threads = threads;
    }

    /**
     * Does what can be done of {@code bin}.
     *
     * <p>After the end of a process, Spark starts the task again elsewhere. The second attempt does no work of a group: it only
     * tells which units are suspects, and which were not begun. So no task fails twice, however many bad recordings it has.
     *
     * @param attempt the number of the attempt, from 0
     */
    List<Outcome> work(Bin bin, int attempt) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        List<Unit> open = new ArrayList<>();
        boolean ended = false;
        for (Unit unit : bin.units()) {
            if (attempt == 0 || !begun.isLeft(unit)) {
                open.add(unit);
            } else {
                ended = true;
                outcomes.add(afterEnd(unit));
            }
        }
        if (!ended) {
            outcomes.addAll(work(open, bin.alone()));
            return outcomes;
        }
        for (Unit unit : open) {
            outcomes.add(isDone(unit) ? done(unit) : Outcome.of(unit, Outcome.End.PUT_BACK));
        }
        return outcomes;
    }

    private Outcome afterEnd(Unit unit) throws IOException {
        if (isDone(unit)) { // the process ended between the result and the end of the note
            begun.end(unit);
            return done(unit);
        }
        if (!begun.isLeftAlone(unit)) {
            return Outcome.of(unit, Outcome.End.SUSPECT);
        }
        begun.end(unit);
        return Outcome.failed(unit, ResultRow.failed(unit.look(), CRASHED));
    }

    private boolean isDone(Unit unit) throws IOException {
        return switch (unit.kind()) {
            case PART -> new Parts(output, unit.look().key()).isDone(unit.part());
            case JOIN -> Results.isKept(output, unit.look());
            case RECORDING ->
                Results.isKept(output, unit.look())
                        || new Parts(output, unit.look().key()).plan().isPresent();
        };
    }

    /** Returns how a unit ended of which an earlier attempt has left the result. */
    private Outcome done(Unit unit) throws IOException {
        return unit.kind() == Unit.Kind.RECORDING && !Results.isKept(output, unit.look())
                ? divided(unit, new Parts(output, unit.look().key()).plan().orElseThrow())
                : Outcome.of(unit, Outcome.End.DONE);
    }

    static Outcome divided(Unit unit, Parts.Plan plan) {
        double seconds = plan.seconds().stream().mapToDouble(each -> each).sum();
        return new Outcome(unit, Outcome.End.DIVIDED, plan.seconds().size(), seconds, "");
    }

    private List<Outcome> work(List<Unit> units, boolean alone) throws IOException {
        if (units.isEmpty()) {
            return List.of();
        }
        Path folder = Files.createTempDirectory("qasr-task");
        try (Engine.Turn turn = Engine.turn()) {
            JobMaker maker = JobMaker.of(settings, units.get(0).look().entry().options(), threads);
            Transcribing transcribing =
                    new Transcribing(settings, configuration, output, begun, turn.transcriber(maker.words()), maker);
            return transcribing.outcomes(units, alone, folder);
        } catch (CommandException e) {
            if (e.failure().status() == ExitStatus.MODEL || e.failure().status() == ExitStatus.DEVICE) {
                for (Unit unit : units) {
                    begun.end(unit); // for the next attempt, which may have another executor
                }
                throw new IOException(e.failure().line(), e);
            }
            return all(
                    units,
                    unit -> Outcome.failed(
                            unit, ResultRow.failed(unit.look(), e.failure().line())));
        } catch (IOException | RuntimeException e) {
            System.err.println("qasr: " + units + ": " + e);
            e.printStackTrace();
            return all(
                    units,
                    unit -> alone
                            ? Outcome.failed(unit, ResultRow.failed(unit.look(), "internal error: " + e))
                            : Outcome.of(unit, Outcome.End.SUSPECT));
        } finally {
            removeAll(folder);
        }
    }

    /** Ends units whose work was broken off. Those that were done before stay done. */
    private List<Outcome> all(List<Unit> units, Function<Unit, Outcome> otherwise) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Unit unit : units) {
            begun.end(unit);
            outcomes.add(isDone(unit) ? done(unit) : otherwise.apply(unit));
        }
        return outcomes;
    }

    static void removeAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
