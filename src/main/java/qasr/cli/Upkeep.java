package qasr.cli;

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
import qasr.batch.Digests;
import qasr.batch.Journal;
import qasr.batch.StateFolder;

/**
 * Knows which outputs are done already, keeps what is done of those that are not, and keeps other runs away from both.
 * Standard output and special files have neither.
 */
final class Upkeep implements AutoCloseable {
    private final TranscribeJob job;
    private final Results results;
    private final Session session;
    private final Kept kept;
    private final Map<Integer, Fingerprints.Mark> marks = new LinkedHashMap<>();
    private final Map<Integer, Standing.ToDo> open = new LinkedHashMap<>();
    private final Set<Integer> done = new HashSet<>();

    /** Where it is kept, if anywhere. */
    private record Kept(Optional<Path> folder, Optional<StateFolder> state, Optional<Fingerprints> fingerprints) {}

    private Upkeep(Session session, TranscribeJob job, Results results, Kept kept) {
        this.session = session;
        this.job = job;
        this.results = results;
        this.kept = kept;
    }

    /**
     * Opens what earlier runs have left beside the outputs.
     *
     * @throws CommandException if it cannot be read or written
     */
    static Upkeep open(Session session, TranscribeJob job, Results results, Path model) throws CommandException {
        Optional<Path> folder = folder(job.destination());
        try {
            Kept kept = folder.isEmpty()
                    ? new Kept(folder, Optional.empty(), Optional.empty())
                    : new Kept(
                            folder,
                            Optional.of(StateFolder.in(folder.get())),
                            Optional.of(new Fingerprints(job.command(), model)));
            return new Upkeep(session, job, results, kept);
        } catch (IOException e) {
            throw OutputFiles.failure(folder.orElse(model), Failure.reason(e), e);
        }
    }

    private static Optional<Path> folder(Destination destination) {
        if (destination instanceof Destination.Folder folder) {
            return Optional.of(folder.path());
        }
        return destination instanceof Destination.SingleFile file
                        && (!Files.exists(file.path()) || Files.isRegularFile(file.path()))
                ? Optional.ofNullable(file.path().toAbsolutePath().getParent())
                : Optional.empty();
    }

    /**
     * Tells whether the one file that all results go to need not be made.
     *
     * @throws CommandException if it must not be
     */
    boolean isSingleCurrent() throws CommandException {
        if (!(job.destination() instanceof Destination.SingleFile file) || !Files.isRegularFile(file.path())) {
            return false;
        }
        return switch (job.policy().onExists()) {
            case FAIL -> throw OutputFiles.failure(file.path(), "exists, and --on-exists is fail", null);
            case SKIP -> true;
            case OVERWRITE -> false;
            case UPDATE ->
                singleFingerprint().filter(sum -> isRecorded(name(file), sum)).isPresent();
        };
    }

    private static String name(Destination.SingleFile file) {
        return String.valueOf(file.path().getFileName());
    }

    private boolean isRecorded(String path, String fingerprint) {
        try {
            return kept.state().orElseThrow().outputs().stream()
                    .anyMatch(output ->
                            output.path().equals(path) && output.fingerprint().equals(fingerprint));
        } catch (IOException e) {
            return false; // nothing is known, so it is made anew
        }
    }

    /** Returns the sum of all that one file for all inputs depends on; empty if one of them cannot be read again. */
    private Optional<String> singleFingerprint() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < job.inputs().size(); i++) {
            Input input = job.inputs().get(i);
            if (!input.isFile()) {
                return Optional.empty();
            }
            try {
                all.add(input.name());
                all.add(mark(i).words());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return kept.fingerprints().map(sums -> sums.output(all, job.formats().get(0)));
    }

    private Fingerprints.Mark mark(int index) throws IOException {
        Fingerprints.Mark known = marks.get(index);
        if (known == null) {
            known = kept.fingerprints()
                    .orElseThrow()
                    .mark(job.inputs().get(index).path());
            marks.put(index, known);
        }
        return known;
    }

    /**
     * Finds out how a recording stands, and claims it if something is to be done.
     *
     * @param patient whether to wait for another run that is at work on it
     */
    Standing standing(int index, boolean patient) {
        try {
            Input input = job.inputs().get(index);
            input.check();
            List<TranscriptFormat> wanted = wanted(index);
            if (wanted.isEmpty()) {
                return new Standing.Current("is there already");
            }
            if (kept.state().isEmpty() || !input.isFile()) {
                return new Standing.ToDo(wanted, Optional.empty(), Optional.empty(), Optional.empty());
            }
            return claimed(index, mark(index), wanted, patient);
        } catch (IOException | OutputFailedException e) {
            return new Standing.Hopeless(e);
        }
    }

    /** Returns the formats to make as far as the outputs' mere existence tells. */
    private List<TranscriptFormat> wanted(int index) {
        List<TranscriptFormat> wanted = new ArrayList<>();
        for (TranscriptFormat format : job.formats()) {
            Optional<Path> existing = results.target(index, format).filter(Files::isRegularFile);
            if (existing.isPresent() && job.policy().onExists() == OnExists.FAIL) {
                throw new OutputFailedException(
                        existing.get().toString(), new IOException("exists, and --on-exists is fail"));
            }
            if (existing.isEmpty() || job.policy().onExists() != OnExists.SKIP) {
                wanted.add(format);
            }
        }
        return wanted;
    }

    private Standing claimed(int index, Fingerprints.Mark mark, List<TranscriptFormat> wanted, boolean patient)
            throws IOException {
        StateFolder state = kept.state().orElseThrow();
        Optional<StateFolder.Claim> claim =
                patient ? Optional.of(state.await(mark.words())) : state.claim(mark.words());
        if (claim.isEmpty()) {
            return new Standing.Busy();
        }
        // Only now: another run may have finished it a moment ago.
        List<TranscriptFormat> stale = job.policy().onExists() == OnExists.UPDATE ? stale(index, mark, wanted) : wanted;
        if (stale.isEmpty()) {
            claim.get().close();
            return new Standing.Current("is up to date");
        }
        Standing.ToDo toDo = new Standing.ToDo(stale, Optional.of(mark), claim, journal(index, mark));
        open.put(index, toDo);
        return toDo;
    }

    private Optional<Journal> journal(int index, Fingerprints.Mark mark) throws IOException {
        StateFolder state = kept.state().orElseThrow();
        if (!job.policy().resume() || !job.policy().trace()) {
            state.forget(mark.words());
        }
        if (!job.policy().trace()) {
            return Optional.empty();
        }
        Journal journal = state.journal(mark.words());
        if (journal.size() > 0) {
            session.console()
                    .note(job.inputs().get(index).name() + ": goes on after " + journal.size()
                            + " chunks that an earlier run has done");
        }
        return Optional.of(journal);
    }

    private List<TranscriptFormat> stale(int index, Fingerprints.Mark mark, List<TranscriptFormat> wanted)
            throws IOException {
        List<TranscriptFormat> stale = new ArrayList<>();
        for (TranscriptFormat format : wanted) {
            Optional<Path> target = results.target(index, format);
            if (target.isEmpty() || !isCurrent(index, mark, format, target.get())) {
                stale.add(format);
            }
        }
        return stale;
    }

    private boolean isCurrent(int index, Fingerprints.Mark mark, TranscriptFormat format, Path target)
            throws IOException {
        String path = relative(target);
        String fingerprint = fingerprint(mark, format);
        List<StateFolder.Output> same = kept.state().orElseThrow().outputs().stream()
                .filter(output -> output.fingerprint().equals(fingerprint))
                .toList();
        boolean exists = Files.isRegularFile(target);
        if (exists && same.stream().anyMatch(output -> output.path().equals(path))) {
            return true;
        }
        if (exists && !same.isEmpty()) {
            String sum = Digests.ofFile(target);
            if (same.stream().anyMatch(output -> output.sum().equals(sum))) {
                record(index, target, fingerprint); // renamed together with its recording
                return true;
            }
        }
        for (StateFolder.Output output : same) {
            if (copied(index, output, target)) {
                record(index, target, fingerprint);
                return true;
            }
        }
        return false;
    }

    /** Takes over the output of the same recording under another name, if it is still there. */
    private boolean copied(int index, StateFolder.Output from, Path target) throws IOException {
        Path source = kept.folder().orElseThrow().resolve(from.path());
        if (!Files.isRegularFile(source) || source.equals(target)) {
            return false;
        }
        String name = job.inputs().get(index).name();
        Optional<String> text = SourceName.replaced(Files.readString(source), from.source(), name);
        if (text.isEmpty()) {
            return false;
        }
        session.files().write(target, text.get());
        session.console()
                .note(name + ": is the same sound as " + from.source() + ": " + target + " is made from " + source);
        return true;
    }

    /** Notes that a recording's outputs are whole; its journal is no longer needed. */
    void done(int index, Standing.ToDo toDo) {
        done.add(index);
        if (toDo.mark().isEmpty() || job.destination() instanceof Destination.SingleFile) {
            return; // nothing is kept, or nothing is written yet
        }
        try {
            for (TranscriptFormat format : toDo.formats()) {
                record(
                        index,
                        results.target(index, format).orElseThrow(),
                        fingerprint(toDo.mark().get(), format));
            }
            if (toDo.journal().isPresent()) {
                toDo.journal().get().remove();
            }
        } catch (IOException e) {
            // The outputs are whole. The next run will look at the recording again.
            session.console().detail(job.inputs().get(index).name() + ": " + Failure.reason(e));
        }
    }

    /** Lets other runs have a recording that is done, or failed. */
    void release(int index) {
        if (job.destination() instanceof Destination.SingleFile) {
            return;
        }
        Standing.ToDo toDo = open.remove(index);
        if (toDo != null) {
            release(toDo);
        }
    }

    private static void release(Standing.ToDo toDo) {
        try {
            toDo.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes that the one file for all results has been written. */
    void singleDone() {
        if (!(job.destination() instanceof Destination.SingleFile file)
                || kept.state().isEmpty()) {
            return;
        }
        try {
            for (Map.Entry<Integer, Standing.ToDo> entry : open.entrySet()) {
                if (done.contains(entry.getKey()) && entry.getValue().journal().isPresent()) {
                    entry.getValue().journal().get().remove();
                }
            }
            Optional<String> fingerprint = singleFingerprint();
            if (done.size() == job.inputs().size() && fingerprint.isPresent()) {
                kept.state().get().add(new StateFolder.Output(name(file), fingerprint.get(), "", ""));
            }
        } catch (IOException e) {
            session.console().detail(file.path() + ": " + Failure.reason(e)); // as in done
        }
    }

    private void record(int index, Path target, String fingerprint) throws IOException {
        kept.state()
                .orElseThrow()
                .add(new StateFolder.Output(
                        relative(target),
                        fingerprint,
                        Digests.ofFile(target),
                        job.inputs().get(index).name()));
    }

    private String fingerprint(Fingerprints.Mark mark, TranscriptFormat format) {
        return kept.fingerprints().orElseThrow().output(List.of(mark.words()), format);
    }

    private String relative(Path target) {
        return kept.folder().orElseThrow().relativize(target).toString().replace('\\', '/');
    }

    @Override
    public void close() {
        open.values().forEach(Upkeep::release);
        open.clear();
        try {
            if (kept.state().isPresent()) {
                kept.state().get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
