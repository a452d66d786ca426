package qasr.resume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import qasr.batch.Journal;
import qasr.batch.StateFolder;
import qasr.console.Clock;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.console.IncompleteException;
import qasr.console.OutputFailedException;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.FittingFormats;
import qasr.job.Input;
import qasr.job.OnExists;
import qasr.job.Results;
import qasr.job.TranscribeJob;
import qasr.output.Format;
import qasr.output.HeardLanguages;
import qasr.output.ReportFacts;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcribe.Times;
import qasr.transcript.Transcript;

/**
 * Finds out which outputs are up to date, stores finished chunks of the others, and locks out other runs. Standard
 * output and special files have no such state.
 */
public final class ResumeState implements AutoCloseable {
    private final TranscribeJob job;
    private final Results results;
    private final Session session;
    private final Optional<Kept> kept;
    private final Optional<OutputRecords> records;
    private final Optional<SingleOutput> single;
    private final Map<Integer, InputState.ToDo> open = new LinkedHashMap<>();
    /**
     * The fingerprints of recordings that this run has claimed until the single file is written. Another recording that is
     * the same, byte for byte, must not wait for the claim. It may use the journal when the first is finished.
     */
    private final Set<String> held = new HashSet<>();

    private final Set<String> finished = new HashSet<>();
    /** The facts of a report about each recording that is done. */
    private final SortedMap<Integer, String> done = new TreeMap<>();

    private int unfinished;

    private ResumeState(Session session, TranscribeJob job, Results results, Optional<Kept> kept) {
        this.session = session;
        this.job = job;
        this.results = results;
        this.kept = kept;
        records = kept.map(known -> new OutputRecords(session, job, results, known));
        single = job.destination() instanceof Destination.SingleFile file
                ? kept.map(known -> new SingleOutput(job, file, known, results))
                : Optional.empty();
    }

    /**
     * Opens the state of earlier runs beside the outputs.
     *
     * @throws CommandException if the state cannot be read or written
     */
    public static ResumeState open(Session session, TranscribeJob job, Results results, Path model)
            throws CommandException {
        return new ResumeState(session, job, results, Kept.beside(job, model, session));
    }

    /**
     * Returns whether the single output file is up to date.
     *
     * @throws CommandException if it exists and must not be overwritten
     */
    public boolean isSingleCurrent() throws CommandException {
        if (single.isEmpty() || !single.get().isCurrent()) {
            return false;
        }
        for (int i = 0; i < job.inputs().size() && job.policy().onExists() == OnExists.UPDATE; i++) {
            if (isUnchecked(singleFacts(i)) || !isComplete(i)) {
                return false; // so it is written again, like one whose check failed in its own run
            }
        }
        return true;
    }

    private boolean isComplete(int index) {
        try {
            checkSingle(index);
            return true;
        } catch (IncompleteException e) {
            return false;
        }
    }

    /**
     * Makes sure that no more of a recording is missing from the one output file, which exists, than may be.
     *
     * @throws IncompleteException if more is
     */
    public void checkSingle(int index) throws IncompleteException {
        checkCompleteness(singleFacts(index));
    }

    /** Returns the report entry of a recording in the one up-to-date output file, as a JSON object, if it is known. */
    public Optional<String> singleFacts(int index) {
        return single.flatMap(file -> file.facts(index));
    }

    /**
     * Returns the state of a recording, and claims the recording if it is to be transcribed.
     *
     * @param patient whether to wait for another run that is transcribing it. A run that holds other recordings does not
     *     wait: for a single file, it transcribes this one, too.
     */
    public InputState of(int index, boolean patient) {
        try {
            Input input = job.inputs().get(index);
            input.check();
            List<Format> wanted = wanted(index);
            if (wanted.isEmpty()) {
                return current(index, "exists already");
            }
            FittingFormats<Format> fitting = FittingFormats.of(results, index, wanted);
            if (kept.isEmpty() || !input.isFile()) {
                FittingFormats<Format> allowed = fitting.replaceable(results, index);
                return allowed.isEmpty()
                        ? hopeless(allowed.unfit())
                        : new InputState.ToDo(
                                allowed.formats(),
                                allowed.unfit(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty());
            }
            return claimed(index, kept.get(), fitting, patient);
        } catch (IOException | OutputFailedException e) {
            return new InputState.Hopeless(e, List.of());
        }
    }

    /** Returns the formats to write, judged only by whether the outputs exist. */
    private List<Format> wanted(int index) {
        List<Format> wanted = new ArrayList<>();
        for (Format format : job.formats()) {
            Optional<Path> existing = results.targets(index, format).stream()
                    .filter(Files::isRegularFile)
                    .findFirst();
            if (existing.isPresent() && job.policy().onExists() == OnExists.FAIL) {
                throw new OutputFailedException(
                        existing.get().toString(), new IOException("exists, and --on-exists is set to fail"));
            }
            if (existing.isEmpty() || job.policy().onExists() != OnExists.SKIP) {
                wanted.add(format);
            }
        }
        return wanted;
    }

    private InputState claimed(int index, Kept known, FittingFormats<Format> fitting, boolean patient)
            throws IOException {
        Fingerprints.Mark mark = known.mark(index);
        if (held.contains(mark.words())) {
            Optional<Journal> journal =
                    finished.remove(mark.words()) ? journal(index, known.state(), mark) : Optional.empty();
            return toDo(index, mark, fitting, Optional.empty(), journal);
        }
        // Runs that each wait for a recording of the other would wait for ever.
        Optional<StateFolder.Claim> claim = patient && !holds()
                ? known.state().await(mark.words())
                : known.state().claim(mark.words());
        if (claim.isEmpty() && !(patient && single.isPresent())) {
            return new InputState.Busy();
        }
        try {
            // Only now: another run may have finished it a moment ago.
            FittingFormats<Format> stale =
                    job.policy().onExists() == OnExists.UPDATE ? stale(index, mark, fitting) : fitting;
            if (stale.isEmpty()) {
                close(claim);
                return stale.unfit().isEmpty()
                        ? current(index, "is up to date")
                        : hopeless(stale.unfit()); // what is current is not all that was asked for
            }
            if (claim.isEmpty()) { // the other run keeps it until its own file is written
                return toDo(index, mark, stale, claim, Optional.empty());
            }
            InputState.ToDo toDo = toDo(index, mark, stale, claim, journal(index, known.state(), mark));
            if (single.isPresent()) {
                held.add(mark.words());
            }
            return toDo;
        } catch (IOException | OutputFailedException e) {
            close(claim); // so that this recording can be checked again
            throw e;
        }
    }

    private boolean holds() {
        return open.values().stream().anyMatch(toDo -> toDo.claim().isPresent());
    }

    private static void close(Optional<StateFolder.Claim> claim) throws IOException {
        if (claim.isPresent()) {
            claim.get().close();
        }
    }

    private InputState.ToDo toDo(
            int index,
            Fingerprints.Mark mark,
            FittingFormats<Format> formats,
            Optional<StateFolder.Claim> claim,
            Optional<Journal> journal) {
        InputState.ToDo toDo =
                new InputState.ToDo(formats.formats(), formats.unfit(), Optional.of(mark), claim, journal);
        open.put(index, toDo);
        return toDo;
    }

    private InputState current(int index, String why) throws IOException {
        Optional<String> facts =
                records.isEmpty() ? Optional.empty() : records.get().facts(index);
        try {
            checkCompleteness(facts);
            return new InputState.Current(why, facts);
        } catch (IncompleteException e) {
            return new InputState.Incomplete(e, facts);
        }
    }

    /** Makes sure that no more is missing from an earlier transcript than may be, as far as {@code facts} tell. */
    private void checkCompleteness(Optional<String> facts) throws IncompleteException {
        Optional<ReportFacts.Completeness> earlier = facts.flatMap(ReportFacts::completeness);
        if (earlier.isPresent()) {
            job.completeness().check(earlier.get());
        }
    }

    /** Returns whether nobody knows if the transcript is as complete as it must be. */
    private boolean isUnchecked(Optional<String> facts) {
        return job.completeness().requiresMore()
                && facts.flatMap(ReportFacts::completeness).isEmpty();
    }

    private static InputState hopeless(List<OutputFailedException> unfit) {
        return new InputState.Hopeless(unfit.get(0), unfit.subList(1, unfit.size()));
    }

    private FittingFormats<Format> stale(int index, Fingerprints.Mark mark, FittingFormats<Format> fitting)
            throws IOException {
        List<Format> stale = new ArrayList<>();
        List<OutputFailedException> unfit = new ArrayList<>(fitting.unfit());
        for (Format format : fitting.formats()) {
            if (!records.orElseThrow().isCurrent(index, mark, format)
                    || isUnchecked(records.orElseThrow().facts(index))) {
                Optional<OutputFailedException> refusal = records.orElseThrow().refusal(index, format);
                if (refusal.isEmpty()) {
                    refusal = records.orElseThrow().refusalBesideCorrected(index, mark, format);
                }
                refusal.ifPresentOrElse(unfit::add, () -> stale.add(format));
            }
        }
        return new FittingFormats<>(stale, unfit);
    }

    private Optional<Journal> journal(int index, StateFolder state, Fingerprints.Mark mark) throws IOException {
        if (!job.policy().resume() || !job.policy().trace()) {
            state.forget(mark.words());
        }
        if (!job.policy().trace()) {
            return Optional.empty();
        }
        Journal journal = state.journal(mark.words());
        if (journal.size() > 0) {
            session.console()
                    .note(job.inputs().get(index).name() + ": resuming: the first "
                            + Clock.minutes(Times.of(JournalMemory.reached(journal))) + " was already done");
        }
        return Optional.of(journal);
    }

    /** Returns the message of a stopped run about the recording at {@code index}: where the same command will begin. */
    public String afterStop(int index) {
        if (kept.isEmpty()) {
            return "nothing is kept for the next run: use -d DIR or -o FILE to be able to continue";
        }
        if (!job.policy().trace()) {
            return "nothing of an unfinished recording was kept (--no-trace): the same command starts it again";
        }
        if (!job.inputs().get(index).isFile()) {
            return "nothing of it was kept, since it is not a regular file";
        }
        return job.policy().resume()
                ? "the same command continues from there"
                : "with --no-resume nothing of an unfinished recording is used again: the same command starts it again";
    }

    /** Returns what notes, when a recording's outputs are whole, that its journal is no longer needed. */
    public RecordingListener listener(int index, InputState.ToDo toDo) {
        return event -> {
            if (event instanceof RecordingEvent.Finished finished) {
                done(index, toDo, finished.transcript());
            }
        };
    }

    private void done(int index, InputState.ToDo toDo, Transcript transcript) {
        String facts = ReportFacts.of(transcript);
        done.put(index, facts);
        if (toDo.mark().isEmpty() || single.isPresent()) {
            return; // no state is kept, or the single file is not written yet
        }
        try {
            String language = HeardLanguages.longest(transcript.utterances());
            records.orElseThrow().record(index, toDo.mark().get(), toDo.formats(), language, facts);
            if (toDo.journal().isPresent()) {
                toDo.journal().get().remove();
            }
        } catch (IOException e) {
            // The outputs are complete. Without the record, the next run transcribes the recording again.
            session.console().detail(job.inputs().get(index).name() + ": " + Failure.reason(e));
        }
    }

    /** Releases a finished or failed recording to other runs. */
    public void release(int index) {
        if (single.isPresent()) {
            closeJournal(index);
            return;
        }
        InputState.ToDo toDo = open.remove(index);
        if (toDo != null) {
            if (!done.containsKey(index) && toDo.journal().map(Journal::kept).orElse(0) > 0) {
                unfinished++;
            }
            release(toDo);
        }
    }

    /**
     * Closes a journal but keeps it until the single file is written. It must not stay open, because there may be very
     * many.
     */
    private void closeJournal(int index) {
        InputState.ToDo toDo = open.get(index);
        if (toDo != null && toDo.journal().isPresent()) {
            try {
                toDo.journal().get().close();
                finished.add(toDo.mark().orElseThrow().words());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void release(InputState.ToDo toDo) {
        try {
            toDo.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records that the single output file has been written. */
    public void singleDone() {
        if (single.isEmpty()) {
            return;
        }
        try {
            for (Map.Entry<Integer, InputState.ToDo> entry : open.entrySet()) {
                if (done.containsKey(entry.getKey())
                        && entry.getValue().journal().isPresent()) {
                    entry.getValue().journal().get().remove();
                }
            }
            single.get().written(done);
        } catch (IOException e) {
            session.console().detail(".qasr: " + Failure.reason(e)); // as in done()
        }
    }

    @Override
    public void close() {
        open.values().forEach(ResumeState::release);
        open.clear();
        if (unfinished > 0) {
            session.console()
                    .note(kept.orElseThrow().folder().resolve(StateFolder.NAME) + ": keeps the finished part of "
                            + unfinished + (unfinished == 1 ? " failed recording" : " failed recordings")
                            + " for the next run; runs after " + Kept.JOURNAL_AGE.toDays() + " days remove it");
        }
    }
}
