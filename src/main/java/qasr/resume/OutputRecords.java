package qasr.resume;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import qasr.batch.Digests;
import qasr.batch.FileHistory;
import qasr.batch.FileName;
import qasr.batch.StateFolder;
import qasr.console.OutputFailedException;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Existing;
import qasr.job.Input;
import qasr.job.OnExists;
import qasr.job.Origin;
import qasr.job.OutputWriter;
import qasr.job.Results;
import qasr.job.TranscribeJob;
import qasr.output.Format;

/** Finds out which outputs in a folder are up to date, and reuses the outputs of a renamed recording. */
final class OutputRecords {
    private final Session session;
    private final TranscribeJob job;
    private final Results results;
    private final Kept kept;
    private final OutputWriter writer;

    OutputRecords(Session session, TranscribeJob job, Results results, Kept kept) {
        this.session = session;
        this.job = job;
        this.results = results;
        this.kept = kept;
        this.writer = new OutputWriter(session, kept.folder(), Existing.UPDATE);
    }

    /**
     * Returns whether the output of a recording in a format exists and was made from the same recording, model and
     * options. It may have times of words that this run does not need. If the recording was renamed, its output is first
     * copied to the new name.
     */
    boolean isCurrent(int index, Fingerprints.Mark mark, Format format) throws IOException {
        List<StateFolder.Output> same = kept.outputs(mark, format);
        for (StateFolder.Output output : same) {
            Optional<Path> target = results.target(index, format, output.language());
            if (target.isEmpty()) {
                return false;
            }
            if (Files.isRegularFile(target.get())
                    && output.path().equals(relative(target.get()))
                    && !isEmptied(target.get(), output)) {
                return true;
            }
        }
        for (StateFolder.Output output : same) {
            Path target = results.target(index, format, output.language()).orElseThrow();
            if (renamed(index, format, output, target) || copied(index, format, output, target)) {
                record(index, target, output.fingerprint(), output);
                return true;
            }
        }
        return isRendered(index, mark, format);
    }

    /** Returns whether {@code target} is empty now: a redirection of the shell empties a file before a command writes it. */
    static boolean isEmptied(Path target, StateFolder.Output recorded) throws IOException {
        return Files.size(target) == 0 && !recorded.sum().equals(Digests.ofBytes(new byte[0]));
    }

    /**
     * Returns whether the output was renamed together with its recording. Inside it, the new name replaces the old one: later
     * commands look for the recording there.
     */
    private boolean renamed(int index, Format format, StateFolder.Output output, Path target) throws IOException {
        if (!Files.isRegularFile(target) || !output.sum().equals(Digests.ofFile(target))) {
            return false;
        }
        Optional<String> text = renamedText(index, format, output, target);
        if (text.isPresent()
                && writer.refusalOfAnother(target, origin(index, false)).isEmpty()) {
            record(index, target, output.fingerprint(), output); // its sum shows that it is qasr's
            Origin same = origin(index, output.corrected()).ofResult();
            writer.write(target, text.get().getBytes(StandardCharsets.UTF_8), same);
        }
        return true;
    }

    private Optional<String> renamedText(int index, Format format, StateFolder.Output output, Path file)
            throws IOException {
        String name = job.inputs().get(index).name();
        return output.source().equals(name)
                ? Optional.empty()
                : SourceName.replaced(format, Files.readString(file), output.source(), name);
    }

    /**
     * Copies the output of the same recording under another name. An output that was changed since it was written is
     * not copied: somebody may have corrected or replaced it.
     */
    private boolean copied(int index, Format format, StateFolder.Output from, Path target) throws IOException {
        Path source = file(from);
        if (source.equals(target) || !Files.isRegularFile(source) || !from.sum().equals(Digests.ofFile(source))) {
            return false;
        }
        String name = job.inputs().get(index).name();
        Optional<String> text = SourceName.replaced(format, Files.readString(source), from.source(), name);
        if (text.isEmpty()) {
            return false;
        }
        Origin origin = origin(index, from.corrected());
        boolean isBackupDue =
                isReplacedInAnyCase() && Files.exists(target); // the run that transcribes it again keeps one
        if (isBackupDue
                || writer.refusal(target, origin(index, false)).isPresent() // corrections there are of something else
                || writer.refusalOfAnother(target, origin).isPresent()) {
            return false;
        }
        writer.write(target, text.get().getBytes(StandardCharsets.UTF_8), origin);
        session.console()
                .note(name + ": same recording as " + from.source() + ": " + shown(target) + " was copied from "
                        + shown(source));
        return true;
    }

    /** Returns the file of a record. A name that looks like a shown byte may also be the name itself. */
    private Path file(StateFolder.Output output) {
        Path asWritten = kept.folder().resolve(FileName.path(output.path()));
        return Files.exists(asWritten)
                ? asWritten
                : kept.folder().resolve(FileName.path(FileName.unshown(output.path())));
    }

    private static String shown(Path file) {
        return FileName.shown(FileName.of(file));
    }

    /**
     * Records the origin of a recording's outputs in some formats.
     *
     * @param facts the recording's entry in a report, as a JSON object
     */
    void record(int index, Fingerprints.Mark mark, List<Format> formats, String language, String facts)
            throws IOException {
        for (Format format : formats) {
            Path target = results.target(index, format, language).orElseThrow();
            boolean isTheUsers = session.states().history().of(kept.folder(), target) != FileHistory.State.OURS;
            record(
                    index,
                    target,
                    kept.fingerprint(mark, format),
                    new StateFolder.Output("", "", "", "", language, "", isTheUsers, List.of(facts)));
        }
    }

    /** Notes that {@code target} has a fingerprint, and for the rest what is known of {@code same}. */
    private void record(int index, Path target, String fingerprint, StateFolder.Output same) throws IOException {
        kept.state()
                .add(new StateFolder.Output(
                        relative(target),
                        fingerprint,
                        Digests.ofFile(target),
                        job.inputs().get(index).name(),
                        same.language(),
                        Origin.place(job.inputs().get(index).path()),
                        same.corrected(),
                        same.facts()));
    }

    /** Returns the report entry of a recording whose outputs exist, if it is recorded. */
    Optional<String> facts(int index) throws IOException {
        for (Format format : job.formats()) {
            for (Path target : results.targets(index, format)) {
                Optional<StateFolder.Output> known = kept.state().at(relative(target));
                if (Files.isRegularFile(target)
                        && known.isPresent()
                        && !known.get().facts().isEmpty()
                        && isFrom(index, known.get())) {
                    return Optional.of(known.get().facts().get(0));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Returns whether an output was made from a recording: from the same file or, if the place of that file is not known
     * or it is gone, under the same name. An update has compared the sums, since a recording may have been moved.
     */
    private boolean isFrom(int index, StateFolder.Output output) throws IOException {
        if (job.policy().onExists() == OnExists.UPDATE) {
            return true;
        }
        Input input = job.inputs().get(index);
        Path place = FileName.path(FileName.unshown(output.place()));
        boolean isKnown = !output.place().isEmpty() && Files.isRegularFile(place) && input.isFile();
        return isKnown ? Files.isSameFile(place, input.path()) : output.source().equals(input.name());
    }

    /**
     * Returns the reason if an output must not be replaced: it belongs to another existing recording of the same name,
     * or somebody has changed it.
     */
    Optional<OutputFailedException> refusal(int index, Format format) throws IOException {
        Origin origin = origin(index, false);
        for (Path target : results.targets(index, format)) {
            Optional<OutputFailedException> refusal =
                    isReplacedInAnyCase() ? Optional.empty() : writer.refusalOfAnother(target, origin);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return results.refusal(index, format);
    }

    /**
     * Returns the reason if an output in {@code format}, which is not up to date, would lack the corrections and retries that the
     * recording's result in JSON has: its text would be another one than that of the files beside it.
     */
    Optional<OutputFailedException> refusalBesideCorrected(int index, Fingerprints.Mark mark, Format format)
            throws IOException {
        Optional<StateFolder.Output> json = isReplacedInAnyCase() ? Optional.empty() : correctedJson(index, mark);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        String result = shown(file(json.get()));
        return results.target(index, format, json.get().language())
                .map(target -> new OutputFailedException(
                        target.toString(),
                        new IOException("it would lack the corrections or retries in " + result + "; 'qasr render "
                                + result + " -o " + shown(target)
                                + "' writes it with them, --on-exists overwrite transcribes the recording again")));
    }

    /** Returns the record of the recording's result in JSON, if it is up to date and has corrections or retries. */
    private Optional<StateFolder.Output> correctedJson(int index, Fingerprints.Mark mark) throws IOException {
        for (StateFolder.Output output : kept.outputs(mark, Format.JSON)) {
            Optional<Path> json = results.target(index, Format.JSON, output.language());
            if (output.corrected()
                    && json.isPresent()
                    && Files.isRegularFile(json.get())
                    && output.path().equals(relative(json.get()))) {
                return Optional.of(output);
            }
        }
        return Optional.empty();
    }

    /** Returns whether {@code render} has written the output from the recording's corrected result in JSON; notes it. */
    private boolean isRendered(int index, Fingerprints.Mark mark, Format format) throws IOException {
        Optional<StateFolder.Output> json = correctedJson(index, mark);
        Optional<Path> target = json.flatMap(output -> results.target(index, format, output.language()));
        if (target.isEmpty() || !Files.isRegularFile(target.get())) {
            return false;
        }
        Optional<StateFolder.Output> known = kept.state().at(relative(target.get()));
        if (known.isEmpty()
                || !known.get().corrected()
                || !known.get().source().equals(json.get().source())
                || !known.get().sum().equals(Digests.ofFile(target.get()))) {
            return false;
        }
        record(index, target.get(), kept.fingerprint(mark, format), json.get());
        return true;
    }

    private Origin origin(int index, boolean corrected) {
        Input input = job.inputs().get(index);
        return new Origin(input.name(), Origin.place(input.path()), false, corrected, List.of());
    }

    private boolean isReplacedInAnyCase() {
        return job.destination() instanceof Destination.Folder folder
                && folder.existing().backup();
    }

    private String relative(Path target) {
        return FileHistory.relative(kept.folder(), target);
    }
}
