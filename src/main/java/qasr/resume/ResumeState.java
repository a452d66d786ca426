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
import qasr.batch.Journal;
import qasr.batch.StateFolder;
import qasr.console.CommandException;
import qasr.console.Failure;
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
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;

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
    private final Set<Integer> done = new HashSet<>();
    private int unfinished;

    private ResumeState(Session session, TranscribeJob job, Results results, Optional<Kept> kept) {
        this.session = session;
        this.job = job;
        this.results = results;
        this.kept = kept;
        records = kept.map(known -> new OutputRecords(session, job, results, known));
        single = job.destination() instanceof Destination.SingleFile file
                ? kept.map(known -> new SingleOutput(job, file, known))
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
        return single.isPresent() && single.get().isCurrent();
    }

    /**
     * Returns the state of a recording, and claims the recording if it is to be transcribed.
     *
     * @param patient whether to wait for another run that is transcribing it
     */
    public InputState of(int index, boolean patient) {
        try {
            Input input = job.inputs().get(index);
            input.check();
            List<Format> wanted = wanted(index);
            if (wanted.isEmpty()) {
                return new InputState.Current("is there already");
            }
            FittingFormats<Format> fitting = FittingFormats.of(results, index, wanted);
            if (kept.isEmpty() || !input.isFile()) {
                return new InputState.ToDo(
                        fitting.formats(), fitting.unfit(), Optional.empty(), Optional.empty(), Optional.empty());
            }
            return claimed(index, kept.get(), fitting, patient);
        } catch (IOException | OutputFailedException e) {
            return new InputState.Hopeless(e);
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
        List<Format> wanted = fitting.formats();
        Fingerprints.Mark mark = known.mark(index);
        Optional<StateFolder.Claim> claim = patient
                ? Optional.of(known.state().await(mark.words()))
                : known.state().claim(mark.words());
        if (claim.isEmpty()) {
            return new InputState.Busy();
        }
        try {
            // Only now: another run may have finished it a moment ago.
            List<Format> stale = job.policy().onExists() == OnExists.UPDATE ? stale(index, mark, wanted) : wanted;
            if (stale.isEmpty()) {
                if (!fitting.unfit().isEmpty()) {
                    throw fitting.unfit().get(0); // what is current is not all that was asked for
                }
                claim.get().close();
                return new InputState.Current("is up to date");
            }
            InputState.ToDo toDo = new InputState.ToDo(
                    stale, fitting.unfit(), Optional.of(mark), claim, journal(index, known.state(), mark));
            open.put(index, toDo);
            return toDo;
        } catch (IOException | OutputFailedException e) {
            claim.get().close(); // so that this recording can be checked again
            throw e;
        }
    }

    private List<Format> stale(int index, Fingerprints.Mark mark, List<Format> wanted) throws IOException {
        List<Format> stale = new ArrayList<>();
        for (Format format : wanted) {
            if (!records.orElseThrow().isCurrent(index, mark, format)) {
                records.orElseThrow().checkOthers(index, format);
                stale.add(format);
            }
        }
        return stale;
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
                    .note(job.inputs().get(index).name() + ": resuming: " + journal.size()
                            + (journal.size() == 1 ? " chunk" : " chunks") + " already done by an earlier run");
        }
        return Optional.of(journal);
    }

    /** Returns what notes, when a recording's outputs are whole, that its journal is no longer needed. */
    public RecordingListener listener(int index, InputState.ToDo toDo) {
        return event -> {
            if (event instanceof RecordingEvent.Finished finished) {
                done(index, toDo, HeardLanguages.longest(finished.transcript().utterances()));
            }
        };
    }

    private void done(int index, InputState.ToDo toDo, String language) {
        done.add(index);
        if (toDo.mark().isEmpty() || single.isPresent()) {
            return; // no state is kept, or the single file is not written yet
        }
        try {
            records.orElseThrow().record(index, toDo.mark().get(), toDo.formats(), language);
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
            if (!done.contains(index) && toDo.journal().map(Journal::kept).orElse(0) > 0) {
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
                if (done.contains(entry.getKey()) && entry.getValue().journal().isPresent()) {
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
                            + " for the next run, for at most " + Kept.JOURNAL_AGE.toDays() + " days");
        }
        kept.ifPresent(Kept::close);
    }
}
