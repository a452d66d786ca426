package qasr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import qasr.batch.Digests;
import qasr.batch.StateFolder;

/** Tells which files of a folder of outputs are current, and takes over those of a recording that was renamed. */
final class OutputRecords {
    private final Session session;
    private final TranscribeJob job;
    private final Results results;
    private final Kept kept;

    OutputRecords(Session session, TranscribeJob job, Results results, Kept kept) {
        this.session = session;
        this.job = job;
        this.results = results;
        this.kept = kept;
    }

    /** Tells whether a recording's output in a format is there and was made from the same; if it can be, it is made so. */
    boolean isCurrent(int index, Fingerprints.Mark mark, TranscriptFormat format) throws IOException {
        Optional<Path> target = results.target(index, format);
        if (target.isEmpty()) {
            return false;
        }
        String fingerprint = kept.fingerprint(mark, format);
        List<StateFolder.Output> same = kept.state().outputs().stream()
                .filter(output -> output.fingerprint().equals(fingerprint))
                .toList();
        if (isRecorded(target.get(), same)) {
            return true;
        }
        if (isRenamed(target.get(), same)) {
            record(index, target.get(), fingerprint);
            return true;
        }
        for (StateFolder.Output output : same) {
            if (copied(index, output, target.get())) {
                record(index, target.get(), fingerprint);
                return true;
            }
        }
        return false;
    }

    private boolean isRecorded(Path target, List<StateFolder.Output> same) {
        String path = relative(target);
        return Files.isRegularFile(target)
                && same.stream().anyMatch(output -> output.path().equals(path));
    }

    /** Tells whether it was renamed together with its recording. */
    private static boolean isRenamed(Path target, List<StateFolder.Output> same) throws IOException {
        if (!Files.isRegularFile(target) || same.isEmpty()) {
            return false;
        }
        String sum = Digests.ofFile(target);
        return same.stream().anyMatch(output -> output.sum().equals(sum));
    }

    /** Takes over the output of the same recording under another name, if it is still there as it was made. */
    private boolean copied(int index, StateFolder.Output from, Path target) throws IOException {
        Path source = kept.folder().resolve(from.path());
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

    /** Notes what the outputs of a recording in some formats were made from. */
    void record(int index, Fingerprints.Mark mark, List<TranscriptFormat> formats) throws IOException {
        for (TranscriptFormat format : formats) {
            record(index, results.target(index, format).orElseThrow(), kept.fingerprint(mark, format));
        }
    }

    private void record(int index, Path target, String fingerprint) throws IOException {
        kept.state()
                .add(new StateFolder.Output(
                        relative(target),
                        fingerprint,
                        Digests.ofFile(target),
                        job.inputs().get(index).name()));
    }

    private String relative(Path target) {
        return kept.folder().relativize(target).toString().replace('\\', '/');
    }
}
