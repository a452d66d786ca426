package qasr.resume;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import qasr.batch.Digests;
import qasr.batch.FileHistory;
import qasr.batch.StateFolder;
import qasr.console.CommandException;
import qasr.console.OutputFiles;
import qasr.job.Destination;
import qasr.job.Input;
import qasr.job.Origin;
import qasr.job.Results;
import qasr.job.TranscribeJob;
import qasr.output.OutputFile;

/**
 * The single output file for all results. It is up to date if it was made from all recordings in their present state.
 */
final class SingleOutput {
    private final TranscribeJob job;
    private final Destination.SingleFile file;
    private final Kept kept;
    private final Results results;
    private final String source;

    SingleOutput(TranscribeJob job, Destination.SingleFile file, Kept kept, Results results) {
        this.job = job;
        this.file = file;
        this.kept = kept;
        this.results = results;
        this.source = Origin.source(job.inputs().stream().map(Input::name).toList());
    }

    /**
     * Returns whether the file is up to date.
     *
     * @throws CommandException if it exists and must not be overwritten
     */
    boolean isCurrent() throws CommandException {
        if (!OutputFile.replaces(file.path())) {
            return false;
        }
        return switch (job.policy().onExists()) {
            case FAIL -> throw OutputFiles.failure(file.path(), "exists, and --on-exists is set to fail", null);
            case SKIP -> true;
            case OVERWRITE -> false;
            case UPDATE -> fingerprint().filter(this::isRecorded).isPresent() || isChecked();
        };
    }

    /**
     * Makes sure that it may be replaced.
     *
     * @return false
     * @throws CommandException if it must not be
     */
    private boolean isChecked() throws CommandException {
        results.check();
        return false;
    }

    /**
     * Returns the report entry of one of its recordings, as a JSON object, if it is known. A file that was made from
     * recordings of other names tells nothing about these.
     */
    Optional<String> facts(int index) {
        try {
            return kept.state()
                    .at(name())
                    .filter(output -> output.source().equals(source))
                    .map(StateFolder.Output::facts)
                    .filter(facts -> facts.size() == job.inputs().size())
                    .map(facts -> facts.get(index));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean isRecorded(String fingerprint) {
        try {
            for (StateFolder.Output output : kept.state().outputs(fingerprint)) {
                if (output.path().equals(name())) {
                    return !OutputRecords.isEmptied(file.path(), output);
                }
            }
            return false;
        } catch (IOException e) {
            return false; // without a record the file is written again
        }
    }

    private String name() {
        return FileHistory.relative(kept.folder(), file.path());
    }

    /** Returns the sum of everything that the file depends on; empty if an input cannot be read again. */
    private Optional<String> fingerprint() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < job.inputs().size(); i++) {
            Input input = job.inputs().get(i);
            if (!input.isFile()) {
                return Optional.empty();
            }
            try {
                all.add(input.name());
                all.add(kept.mark(i).words());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(kept.fingerprints().output(all, job.formats().get(0)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Records that the file was written. The file is up to date only with all recordings.
     *
     * @param done the report entries of the recordings in the file, as JSON objects
     */
    void written(SortedMap<Integer, String> done) throws IOException {
        Optional<String> fingerprint = fingerprint();
        if (done.size() == job.inputs().size() && fingerprint.isPresent()) {
            String sum = Digests.ofFile(file.path());
            kept.state()
                    .add(new StateFolder.Output(
                            name(), fingerprint.get(), sum, source, "", "", false, List.copyOf(done.values())));
        }
    }
}
