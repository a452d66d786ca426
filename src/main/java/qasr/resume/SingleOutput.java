package qasr.resume;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import qasr.batch.StateFolder;
import qasr.console.CommandException;
import qasr.console.OutputFiles;
import qasr.job.Destination;
import qasr.job.Input;
import qasr.job.TranscribeJob;

/** The one file that all results go to: it is current if it was made from all recordings as they are. */
final class SingleOutput {
    private final TranscribeJob job;
    private final Destination.SingleFile file;
    private final Kept kept;

    SingleOutput(TranscribeJob job, Destination.SingleFile file, Kept kept) {
        this.job = job;
        this.file = file;
        this.kept = kept;
    }

    /**
     * Tells whether it need not be made.
     *
     * @throws CommandException if it must not be
     */
    boolean isCurrent() throws CommandException {
        if (!Files.isRegularFile(file.path())) {
            return false;
        }
        return switch (job.policy().onExists()) {
            case FAIL ->
                throw OutputFiles.failure(file.path(), "exists, and --on-exists fail does not replace it", null);
            case SKIP -> true;
            case OVERWRITE -> false;
            case UPDATE -> fingerprint().filter(this::isRecorded).isPresent();
        };
    }

    private boolean isRecorded(String fingerprint) {
        try {
            return kept.state().outputs(fingerprint).stream()
                    .anyMatch(output -> output.path().equals(name()));
        } catch (IOException e) {
            return false; // nothing is known, so it is made anew
        }
    }

    private String name() {
        return String.valueOf(file.path().getFileName());
    }

    /** Returns the sum of all that it depends on; empty if one of the inputs cannot be read again. */
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
        return Optional.of(kept.fingerprints().output(all, job.formats().get(0)));
    }

    /** Notes that it has been written with the recordings in {@code done}; it is only current with all of them. */
    void written(Set<Integer> done) throws IOException {
        Optional<String> fingerprint = fingerprint();
        if (done.size() == job.inputs().size() && fingerprint.isPresent()) {
            kept.state().add(new StateFolder.Output(name(), fingerprint.get(), "", "", ""));
        }
    }
}
