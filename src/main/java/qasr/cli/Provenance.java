package qasr.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import qasr.hub.ModelSum;
import qasr.transcript.Transcript;

/** What the JSON of a run says about what it was made from: recording, model and options, each by its SHA-256. */
final class Provenance {
    private final Session session;
    private final TranscribeJob job;
    private final Path directory;
    private Optional<Known> known = Optional.empty();

    /** What all recordings of the run share. */
    private record Known(String modelSum, Fingerprints fingerprints) {}

    /**
     * Makes the provenance of a run.
     *
     * @param directory the model's
     */
    Provenance(Session session, TranscribeJob job, Path directory) {
        this.session = session;
        this.job = job;
        this.directory = directory;
    }

    /**
     * Returns {@code heard} with all that is known of how it was made.
     *
     * @param mark what the recording is known by, if that was computed already
     */
    Transcript of(Transcript heard, Input input, Optional<Fingerprints.Mark> mark) {
        try {
            if (known.isEmpty()) {
                known = Optional.of(new Known(
                        modelSum(), new Fingerprints(job, directory, new WeightFolders(session.environment()))));
            }
            Optional<Fingerprints.Mark> own = mark.isEmpty() && input.isFile()
                    ? Optional.of(known.get().fingerprints().mark(input.path()))
                    : mark;
            Transcript.Making made = heard.making();
            return heard.with(heard.source()
                            .withSha256(own.map(Fingerprints.Mark::audio).orElse("")))
                    .with(new Transcript.Making(
                            made.engine().withModelSha256(known.get().modelSum()),
                            options(made.options(), own.map(Fingerprints.Mark::words)),
                            made.timing()));
        } catch (IOException e) {
            session.console().warn(input.name(), "cannot be read again: " + Failure.reason(e));
            return heard;
        }
    }

    private Transcript.Options options(Transcript.Options options, Optional<String> fingerprint) throws IOException {
        return new Transcript.Options(
                options.language(),
                RecordedOptions.glossarySum(job.text().glossaryFiles()),
                RecordedOptions.contextSum(job.expectation().context()),
                fingerprint.orElse(""),
                job.options().recorded());
    }

    private String modelSum() throws IOException {
        return ModelSum.of(directory, new WeightFolders(session.environment()).of(directory))
                .orElse("");
    }
}
