package qasr.resume;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import qasr.batch.StateFolder;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.console.OutputFiles;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Input;
import qasr.job.TranscribeJob;
import qasr.output.Format;
import qasr.output.OutputFile;

/**
 * The state that runs keep in {@code .qasr} beside the outputs.
 *
 * @param folder the folder of the outputs
 * @param state the state of earlier runs in it
 * @param fingerprints the fingerprints of this run
 * @param inputs the recordings of this run
 * @param marks the sums of the recordings that have been read, by index
 */
record Kept(
        Path folder,
        StateFolder state,
        Fingerprints fingerprints,
        List<Input> inputs,
        Map<Integer, Fingerprints.Mark> marks) {
    /** The longest time after which a stopped run can be resumed. */
    static final Duration JOURNAL_AGE = Duration.ofDays(30);

    /**
     * Opens the state beside the outputs of {@code job}. Standard output and special files have none.
     *
     * @throws CommandException if the state cannot be read or written
     */
    static Optional<Kept> beside(TranscribeJob job, Path model, Session session) throws CommandException {
        Optional<Path> folder = folder(job.destination());
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            StateFolder state = session.states().in(folder.get());
            int forgotten = state.forgetOlder(JOURNAL_AGE);
            if (forgotten > 0) {
                session.console()
                        .note(folder.get() + ": removed " + forgotten + " journals of runs that stopped more than "
                                + JOURNAL_AGE.toDays() + " days ago");
            }
            Fingerprints fingerprints = new Fingerprints(job, model, session);
            return Optional.of(new Kept(folder.get(), state, fingerprints, job.inputs(), new HashMap<>()));
        } catch (IOException e) {
            throw OutputFiles.failure(folder.get().resolve(StateFolder.NAME), Failure.reason(e), e);
        }
    }

    private static Optional<Path> folder(Destination destination) {
        if (destination instanceof Destination.Folder folder) {
            return Optional.of(folder.path());
        }
        return destination instanceof Destination.SingleFile file && !OutputFile.isDirect(file.path())
                ? Optional.ofNullable(file.path().toAbsolutePath().getParent())
                : Optional.empty();
    }

    /**
     * Returns the sums of the recording at {@code index}. The recording is read once.
     *
     * @throws IOException if the recording cannot be read
     */
    Fingerprints.Mark mark(int index) throws IOException {
        Fingerprints.Mark mark = marks.get(index);
        if (mark == null) {
            mark = fingerprints.mark(inputs.get(index).path());
            marks.put(index, mark);
        }
        return mark;
    }

    /** Returns the sum of everything that an output of one recording depends on. */
    String fingerprint(Fingerprints.Mark mark, Format format) throws IOException {
        return fingerprints.output(List.of(mark.words()), format);
    }

    /** Returns the records of the outputs that are as this run would write them, or also have the times of words. */
    List<StateFolder.Output> outputs(Fingerprints.Mark mark, Format format) throws IOException {
        List<StateFolder.Output> outputs = new ArrayList<>(state.outputs(fingerprint(mark, format)));
        Optional<String> richer = fingerprints.richerOutput(List.of(mark.words()), format);
        if (richer.isPresent()) {
            outputs.addAll(state.outputs(richer.get()));
        }
        return outputs;
    }
}
