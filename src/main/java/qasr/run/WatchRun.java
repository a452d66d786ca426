package qasr.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import qasr.batch.StateFolders;
import qasr.console.Clock;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.engine.ModelLocator;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Division;
import qasr.job.GivenNames;
import qasr.job.Input;
import qasr.job.InputExpansion;
import qasr.job.Results;
import qasr.job.TranscribeJob;
import qasr.job.WatchJob;
import qasr.resume.RecordedNames;
import qasr.watch.FolderWatch;
import qasr.watch.Sighting;
import qasr.watch.Ticks;
import qasr.watch.WatchedFolder;

/**
 * Runs {@code transcribe --watch}: each time recordings have arrived, a run of {@code transcribe} over them, with all that
 * belongs to it. The model stays open between runs, until nothing has come for some minutes.
 */
public final class WatchRun {
    /** After this time without a recording, the model's memory is given back. Opening it again takes about a second. */
    private static final Duration MODEL_REST = Duration.ofMinutes(10);

    /** Makes the job of one run. */
    @FunctionalInterface
    public interface Jobs {
        /** Returns the job for the recordings of a division that are this run's. The outputs of the others keep their names. */
        TranscribeJob of(Division recordings) throws CommandException;
    }

    private final Session session;
    private final WatchJob watch;
    private final InputExpansion expansion;
    private final Jobs jobs;
    private final Ticks ticks;

    /** Creates the run; {@code expansion} tells which files are recordings. */
    public WatchRun(Session session, WatchJob watch, InputExpansion expansion, Jobs jobs, Ticks ticks) {
        this.session = session;
        this.watch = watch;
        this.expansion = expansion;
        this.jobs = jobs;
        this.ticks = ticks;
    }

    /**
     * Watches until the end that the job names.
     *
     * @throws CommandException if the outputs or the model cannot be used
     */
    public ExitStatus run() throws CommandException {
        TranscribeJob none = jobs.of(Division.arrived(List.of(), List.of(), GivenNames.NONE));
        Results.open(none.destination(), List.of(), none.formats(), session);
        new RunReport(session, none).check();
        Path model = new ModelLocator(session.environment(), session.console()).locate(none.model());
        WatchedFolder folder = new WatchedFolder(
                watch.folder(),
                watch.recursive(),
                watch.filter(),
                expansion::isNamedAsRecording,
                path -> session.console().warn(path.toString(), "cannot be listed; qasr tries again"));
        try (Rounds rounds = new Rounds(session, model)) {
            Reception reception = new Reception(rounds, none.destination());
            reception.isWaiting();
            session.console().note(watch.folder() + ": watching; " + end());
            new FolderWatch(folder, reception, ticks, watch.settle(), watch.idleExit()).run();
            return reception.status();
        }
    }

    private String end() {
        return watch.idleExit()
                .map(time -> "ends after " + Clock.seconds(time) + " without a new recording")
                .orElse("Ctrl-C ends");
    }

    /** Takes recordings in, and remembers how each ended. */
    private final class Reception implements FolderWatch.Receiver {
        private final Rounds rounds;
        private final Destination destination;
        private final Map<Path, Optional<Failure>> ended = new LinkedHashMap<>();
        private boolean over;
        private boolean worked; // a round, so that the command line was right
        private boolean lacksModel; // for the speakers: the texts are written without them
        private Optional<String> trouble = Optional.empty();
        private volatile List<String> stuck = List.of();

        Reception(Rounds rounds, Destination destination) {
            this.rounds = rounds;
            this.destination = destination;
        }

        @Override
        public Map<Sighting, FolderWatch.Outcome> take(List<Sighting> arrived, List<Sighting> all)
                throws CommandException {
            Map<Sighting, FolderWatch.Outcome> outcomes = new HashMap<>();
            List<Sighting> recordings = arrived.stream()
                    .filter(file -> expansion.found(file.path(), file.folder()).isPresent())
                    .toList();
            if (recordings.isEmpty()) {
                return outcomes;
            }
            try (StateFolders states = new StateFolders()) { // their folder may have gone and come back
                TranscribeJob job = jobs.of(division(recordings, all, states));
                Session own = new Session(
                        session.environment(), session.console(), session.engines(), session.files(), states);
                TranscribeRun run = new TranscribeRun(own, job, Optional.of(rounds));
                lacksModel |= run.run() == ExitStatus.MODEL;
                worked = true;
                trouble = Optional.empty();
                for (int i = 0; i < recordings.size(); i++) {
                    if (run.isBegun(i)) { // under --fail-fast, others may be left
                        outcomes.put(recordings.get(i), outcome(recordings.get(i), run.failure(i)));
                    }
                }
                over = job.policy().failFast() && outcomes.keySet().stream().anyMatch(this::failed);
            } catch (OutputFailedException e) {
                tryAgain(e.failure(), recordings, outcomes);
            } catch (CommandException e) {
                if (!mayPass(e.failure())) {
                    throw e; // nothing can go on
                }
                tryAgain(e.failure(), recordings, outcomes);
            } finally {
                isWaiting();
            }
            return outcomes;
        }

        /**
         * The earlier recordings come first: a name that one of them may have is not given again. A recording that has an
         * output keeps its name, also after a restart.
         */
        private Division division(List<Sighting> recordings, List<Sighting> all, StateFolders states) {
            List<Input> own = recordings.stream().map(this::input).toList();
            Stream<Input> earlier = all.stream()
                    .filter(file -> file.recording() && !recordings.contains(file))
                    .map(this::input);
            return Division.arrived(
                    Stream.concat(earlier, own.stream()).toList(), own, RecordedNames.at(destination, states));
        }

        private Input input(Sighting file) {
            return expansion.input(file.path(), file.folder());
        }

        private boolean failed(Sighting file) {
            return ended.getOrDefault(file.path(), Optional.empty()).isPresent();
        }

        /**
         * Returns whether {@code failure} may pass. The place of the outputs may come back, as an unmounted drive does. A
         * command line that was right can only have become wrong with a file that it names, such as a glossary that
         * somebody is editing, or a known voice that is being copied.
         */
        private boolean mayPass(Failure failure) {
            return failure.status() == ExitStatus.OUTPUT
                    || (failure.status() == ExitStatus.INPUT && worked)
                    || (failure.status() == ExitStatus.USAGE && (worked || !isRightWithoutRecordings()));
        }

        private boolean isRightWithoutRecordings() {
            try {
                jobs.of(Division.arrived(List.of(), List.of(), GivenNames.NONE));
                return true;
            } catch (CommandException e) {
                return false;
            }
        }

        private void tryAgain(Failure failure, List<Sighting> recordings, Map<Sighting, FolderWatch.Outcome> outcomes) {
            if (!trouble.equals(Optional.of(failure.line()))) {
                session.console().error(failure);
                trouble = Optional.of(failure.line());
            }
            recordings.forEach(file -> {
                ended.put(file.path(), Optional.of(failure));
                outcomes.put(file, FolderWatch.Outcome.AGAIN);
            });
        }

        private FolderWatch.Outcome outcome(Sighting file, Optional<Failure> failure) {
            if (failure.isPresent() && !Files.exists(file.path())) {
                return FolderWatch.Outcome.GONE;
            }
            ended.put(file.path(), failure);
            return failure.filter(found -> found.status() == ExitStatus.OUTPUT).isPresent()
                    ? FolderWatch.Outcome.AGAIN
                    : FolderWatch.Outcome.DONE;
        }

        void isWaiting() {
            session.console()
                    .onStop(() -> "stopped watching " + watch.folder() + "; the same command continues"
                            + (stuck.isEmpty() ? "" : "; locked, so not transcribed: " + String.join(", ", stuck)));
        }

        @Override
        public void stuck(Map<Path, String> locks) {
            locks.forEach((file, lock) -> {
                if (!stuck.contains(file.toString())) {
                    session.console().warn(file.toString(), "is locked (" + lock + "); qasr waits");
                }
            });
            stuck = locks.keySet().stream().map(Path::toString).sorted().toList();
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public void folderIs(boolean there) {
            session.console()
                    .note(watch.folder()
                            + (there ? ": is there" : ": is not there; qasr goes on when it is there (again)"));
        }

        @Override
        public void idle(Duration time) {
            if (time.compareTo(MODEL_REST) >= 0 && rounds.rest()) {
                session.console().detail("the model is closed until the next recording comes");
            }
        }

        @Override
        public void locked(Sighting file) {
            session.console().warn(file.path().toString(), "is locked by another program, so it was not transcribed");
        }

        /** Returns the exit status, as a run over all recordings would have ended. */
        ExitStatus status() {
            List<Failure> failures =
                    ended.values().stream().flatMap(Optional::stream).toList();
            return failures.isEmpty() && lacksModel ? ExitStatus.MODEL : ExitStatus.ofRun(failures, ended.size());
        }
    }
}
