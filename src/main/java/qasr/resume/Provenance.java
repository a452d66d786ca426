package qasr.resume;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.batch.Digests;
import qasr.console.Failure;
import qasr.engine.Session;
import qasr.engine.WeightFolders;
import qasr.hub.ModelSum;
import qasr.job.Input;
import qasr.job.TranscribeJob;
import qasr.transcript.Transcript;

/**
 * Adds to a transcript what it was made from: the SHA-256 of recording, model, glossary and context, and the options.
 */
public final class Provenance {
    private final Session session;
    private final TranscribeJob job;
    private final Path directory;
    private Optional<Known> known = Optional.empty();

    /** The sums that all recordings of the run share. */
    private record Known(String modelSum, Fingerprints fingerprints) {}

    /**
     * Creates the provenance of a run.
     *
     * @param directory the directory of the model
     */
    public Provenance(Session session, TranscribeJob job, Path directory) {
        this.session = session;
        this.job = job;
        this.directory = directory;
    }

    /**
     * Returns the transcript {@code heard} with these sums and options.
     *
     * @param mark the sums of the recording, if they were computed already
     */
    public Transcript of(Transcript heard, Input input, Optional<Fingerprints.Mark> mark) {
        try {
            if (known.isEmpty()) {
                known = Optional.of(new Known(modelSum(), new Fingerprints(job, directory, session)));
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
                glossarySum(job.text().glossaryFiles()),
                contextSum(job.expectation().context()),
                fingerprint.orElse(""),
                job.options().recorded());
    }

    private String modelSum() throws IOException {
        return ModelSum.of(directory, new WeightFolders(session.environment()).of(directory))
                .orElse("");
    }

    /**
     * Returns the SHA-256 of the glossary file; of the list of sums if there are several files; "" without a glossary.
     *
     * @throws IOException if a glossary cannot be read
     */
    public static String glossarySum(List<Path> glossaries) throws IOException {
        List<String> sums = new ArrayList<>();
        for (Path file : glossaries) {
            sums.add(Digests.ofFile(file));
        }
        return sums.isEmpty()
                ? ""
                : sums.size() == 1 ? sums.get(0) : Digests.ofBytes(utf8(String.join("\n", sums) + "\n"));
    }

    /** Returns the SHA-256 of a context, or "" for an empty context. */
    public static String contextSum(String context) {
        return context.isEmpty() ? "" : Digests.ofBytes(utf8(context));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
