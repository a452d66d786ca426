package qasr.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import qasr.batch.Digests;
import qasr.batch.FileHistory;
import qasr.batch.FileName;
import qasr.batch.StateFolder;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.engine.Session;
import qasr.output.NumberedBackup;
import qasr.output.OutputFile;

/**
 * Writes the outputs of a run without losing a user's work: an existing file is replaced only if qasr wrote it and
 * nobody has changed it since, or if the user allows it. Each file that is written is recorded beside it, by its sum.
 *
 * <p>The sum is recorded before the file gets its name: a run that is killed between the two leaves a file that it
 * knows.
 */
public final class OutputWriter {
    private final Session session;
    private final Path folder;
    private final Existing existing;
    private final String options;

    /**
     * Makes the writer of the files in {@code folder}.
     *
     * @param folder the folder of outputs, which exists
     * @param existing what happens to a file that exists
     */
    public OutputWriter(Session session, Path folder, Existing existing) {
        this(session, folder, existing, "-d or --name-template");
    }

    /**
     * Makes the same.
     *
     * @param options the options that set the names of the files, for messages
     */
    public OutputWriter(Session session, Path folder, Existing existing, String options) {
        this.options = options;
        this.session = session;
        this.folder = folder;
        this.existing = existing;
    }

    /** Returns whether {@code target} exists and is kept without an error. */
    public boolean isLeft(Path target) {
        return existing.onExists() == OnExists.SKIP && OutputFile.replaces(target);
    }

    /** Returns why {@code target} must not be replaced by an output of {@code origin}, if it must not. */
    public Optional<OutputFailedException> refusal(Path target, Origin origin) {
        if (!OutputFile.replaces(target) || isLeft(target)) {
            return Optional.empty();
        }
        if (existing.onExists() == OnExists.FAIL) {
            return Optional.of(refused(target, "exists, and --on-exists is fail"));
        }
        if (existing.backup() || existing.onExists() == OnExists.OVERWRITE) {
            return Optional.empty();
        }
        try {
            Optional<String> reason = reason(target, origin);
            String backup = NumberedBackup.next(target).getFileName().toString();
            return reason.map(text ->
                    refused(target, text + "; --backup keeps it as " + backup + ", --on-exists overwrite replaces it"));
        } catch (IOException e) {
            return Optional.of(refused(
                    target,
                    "it exists and cannot be compared with its record: " + Failure.reason(e)
                            + "; --on-exists overwrite replaces it"));
        }
    }

    /** Returns the same for an output of {@code origin}, which must not replace that of another recording, either. */
    Optional<OutputFailedException> refusalOfAny(Path target, Origin origin) {
        Optional<OutputFailedException> another = anotherWithoutLeave(target, origin);
        return another.isPresent() ? another : refusal(target, origin);
    }

    /** Returns what would be lost with the existing {@code target}, if anything would be. */
    Optional<String> reason(Path target, Origin origin) throws IOException {
        return switch (session.states().history().of(folder, target)) {
            case OURS -> Optional.empty();
            case CORRECTED ->
                keepsCorrections(target, origin)
                        ? Optional.empty()
                        : Optional.of("it has corrections or retries that this run would remove");
            case CHANGED -> Optional.of("it was changed after qasr wrote it");
            case UNKNOWN -> Optional.of("it exists, and no record says that qasr wrote it");
        };
    }

    /**
     * Another recording's corrections are no corrections of this one. A text of the user's does not have those of a
     * transcription.
     */
    private boolean keepsCorrections(Path target, Origin origin) throws IOException {
        return origin.corrected()
                && session.states().history().records(folder, target).stream()
                        .anyMatch(known -> known.source().equals(origin.source())
                                && (origin.rendered() || known.fingerprint().isEmpty()));
    }

    /**
     * Returns why {@code target} must not be replaced by an output of {@code origin}, if it was made from another recording that
     * still exists. Recordings of the same name may be transcribed by several processes.
     */
    public Optional<OutputFailedException> refusalOfAnother(Path target, Origin origin) throws IOException {
        if (origin.place().isEmpty() || !Files.isRegularFile(target)) {
            return Optional.empty();
        }
        Optional<String> place = session.states()
                .in(folder)
                .at(FileHistory.relative(folder, target))
                .map(StateFolder.Output::place);
        return place.isPresent() && isOfAnother(origin.place(), place.get())
                ? Optional.of(refused(
                        target,
                        "it was made from " + place.get() + "; choose another " + options
                                + ", or --on-exists overwrite"))
                : Optional.empty();
    }

    private static boolean isOfAnother(String recording, String place) throws IOException {
        if (place.isEmpty() || place.equals(recording)) {
            return false;
        }
        Path own = FileName.path(FileName.unshown(recording));
        Path other = FileName.path(FileName.unshown(place));
        return Files.isRegularFile(other) && Files.isRegularFile(own) && !Files.isSameFile(own, other);
    }

    private static OutputFailedException refused(Path target, String reason) {
        return new OutputFailedException(target.toString(), new IOException(reason));
    }

    /**
     * Writes {@code bytes} as the whole content of {@code target}.
     *
     * @return whether the file was written; if not, it exists and is kept
     * @throws OutputFailedException if it cannot or must not be written; the old content is then unchanged
     */
    public boolean write(Path target, byte[] bytes, Origin origin) {
        if (isLeft(target)) {
            session.console().detail(target + ": exists, skipped");
            return false;
        }
        if (OutputFile.isStandardOutput(target)) {
            session.console().result(bytes); // whose reader may leave
            return true;
        }
        if (OutputFile.isDirect(target)) {
            session.files().write(target, bytes);
            return true;
        }
        checkOfAnother(target, origin);
        if (!holds(target, bytes) || existing.onExists() == OnExists.FAIL) {
            Optional<OutputFailedException> refusal = refusal(target, origin);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            keepBackup(target);
        } else if (existing.onExists() != OnExists.OVERWRITE && isTheUsers(target)) {
            return false; // recorded as an output, a later one would replace it
        }
        record(target, Digests.ofBytes(bytes), origin);
        session.files().write(target, bytes);
        return true;
    }

    /** Once more: another process may have written it while this one was decoding. */
    private void checkOfAnother(Path target, Origin origin) {
        Optional<OutputFailedException> refusal = anotherWithoutLeave(target, origin);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** Returns {@link #refusalOfAnother} unless the user allows it. */
    private Optional<OutputFailedException> anotherWithoutLeave(Path target, Origin origin) {
        if (existing.onExists() != OnExists.UPDATE || existing.backup()) {
            return Optional.empty();
        }
        try {
            return refusalOfAnother(target, origin);
        } catch (IOException e) {
            return Optional.empty(); // the history reports the error
        }
    }

    private boolean isTheUsers(Path target) {
        try {
            FileHistory.State state = session.states().history().of(folder, target);
            return state == FileHistory.State.UNKNOWN || state == FileHistory.State.CHANGED;
        } catch (IOException e) {
            return true; // it is as it would be written
        }
    }

    private static boolean holds(Path target, byte[] bytes) {
        try {
            return Files.isRegularFile(target)
                    && Files.size(target) == bytes.length
                    && Arrays.equals(Files.readAllBytes(target), bytes);
        } catch (IOException e) {
            return false; // the history reports the error
        }
    }

    private void keepBackup(Path target) {
        if (!existing.backup() || !OutputFile.replaces(target)) {
            return;
        }
        try {
            session.console()
                    .note(target + ": kept as " + NumberedBackup.of(target).getFileName());
        } catch (IOException e) {
            throw new OutputFailedException(target.toString(), new IOException("no backup: " + Failure.reason(e), e));
        }
    }

    /** Records that this program writes {@code target}, with the sum of its bytes. */
    public void record(Path target, String sum, Origin origin) {
        try {
            for (Map.Entry<StateFolder, String> place : places(target).entrySet()) {
                StateFolder.Output now = known(place, origin)
                        .orElseGet(() -> new StateFolder.Output(
                                place.getValue(), "", "", origin.source(), "", origin.place(), false, List.of()));
                place.getKey().add(now.written(sum, origin.corrected()));
            }
            if (origin.rendered()) {
                recordAround(target, sum, origin);
            }
        } catch (IOException e) {
            // The output itself is what counts. The next run will ask before it replaces it.
            session.console().detail(target + ": no record of it is kept: " + Failure.reason(e));
        }
    }

    /** Records it also where a run with {@code -r} has recorded it: such a run asks the record of its own folder. */
    private void recordAround(Path target, String sum, Origin origin) throws IOException {
        Set<StateFolder> done = places(target).keySet();
        for (Map.Entry<StateFolder, String> place : session.states()
                .around(OutputFile.place(target.toAbsolutePath()))
                .entrySet()) {
            Optional<StateFolder.Output> known = known(place, origin);
            if (known.isPresent() && !done.contains(place.getKey())) {
                place.getKey().add(known.get().written(sum, origin.corrected()));
            }
        }
    }

    /** Returns the record of a file that was made from the same recordings, if {@code origin} is a later result of these. */
    private static Optional<StateFolder.Output> known(Map.Entry<StateFolder, String> place, Origin origin)
            throws IOException {
        return place.getKey()
                .at(place.getValue())
                .filter(before -> origin.rendered() && before.source().equals(origin.source()))
                .map(before -> origin.facts().isEmpty() ? before : before.with(origin.facts()));
    }

    /** Returns where it is recorded: beside the folder's outputs and, if a link leads out of that folder, where it really is. */
    private Map<StateFolder, String> places(Path target) throws IOException {
        Map<StateFolder, String> places = new LinkedHashMap<>();
        places.put(session.states().in(folder), FileHistory.relative(folder, target));
        Path real = OutputFile.place(target.toAbsolutePath());
        Path parent = real.getParent();
        if (parent != null && Files.isDirectory(parent) && !parent.toRealPath().startsWith(folder.toRealPath())) {
            places.put(session.states().in(parent), FileHistory.relative(parent, real));
        }
        return places;
    }
}
