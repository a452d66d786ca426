package qasr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Function;
import qasr.audio.AudioStream;
import qasr.output.ReviewList;
import qasr.text.AsrOutput;
import qasr.transcribe.Recording;
import qasr.transcribe.TranscribeOptions;
import qasr.transcribe.Transcriber;
import qasr.transcribe.Transcription;
import qasr.transcript.Transcript;

/** Does a {@link TranscribeJob}. */
final class TranscribeRun {
    private final Session session;
    private final TranscribeJob job;
    private final ReviewList review = new ReviewList();

    TranscribeRun(Session session, TranscribeJob job) {
        this.session = session;
        this.job = job;
    }

    ExitStatus run() throws CommandException {
        Results results =
                Results.open(job.destination(), job.inputs(), job.formats(), session.files(), session.console());
        InputLoop loop = new InputLoop(session, job.inputs());
        if (!loop.isWorthwhile()) {
            return loop.run((index, input, source) -> {});
        }
        OpenModel model = new ModelOpener(session).open(job.model());
        ModelOpener.expect(model, job.text().expectation(job.expectation(), model.tokenizer(), session.console()));
        ExitStatus status;
        loop.progress().showText(liveText(model));
        try (Transcriber transcriber = transcriber(model)) {
            status = loop.run(transcriber.ahead(), new Work(transcriber, loop, results));
        }
        results.finish();
        job.ledger().review().ifPresent(file -> session.files().write(file, review.text(file.toString())));
        report(model);
        return status;
    }

    /** What the tokens so far of a chunk mean, without the language at their beginning. */
    private Function<int[], String> liveText(OpenModel model) {
        if (!(job.destination() instanceof Destination.StandardOutput)) {
            return tokens -> "";
        }
        return tokens -> AsrOutput.beginning(
                model.tokenizer().decode(tokens), job.expectation().language().isPresent());
    }

    private Transcriber transcriber(OpenModel model) {
        TranscribeOptions options = new TranscribeOptions(
                job.expectation().language(),
                job.measuring().forcedRate(),
                job.text().editing(),
                model.engine(),
                model.load());
        return new Transcriber(model.network(), model.tokenizer(), options);
    }

    private void report(OpenModel model) throws CommandException {
        if (job.measuring().stageTimes().isPresent()) {
            try {
                StageReport.write(
                        job.measuring().stageTimes().get(),
                        session.engines().stageTimes(),
                        model.engine(),
                        model.network().rows());
            } catch (IOException e) {
                throw Usage.error("--stage-times", Failure.reason(e));
            }
        }
        if (job.measuring().profile().isPresent()) {
            try {
                Files.writeString(
                        job.measuring().profile().get(), session.engines().profile());
            } catch (IOException e) {
                throw Usage.error("--profile", Failure.reason(e));
            } catch (UnsupportedOperationException e) {
                throw new CommandException(new Failure("--profile", e.getMessage(), ExitStatus.DEVICE), e);
            }
        }
    }

    /** Chunks of several recordings are decoded side by side; each one's results come in its turn. */
    private final class Work implements InputLoop.WorkAhead<Transcription> {
        private final Transcriber transcriber;
        private final InputLoop loop;
        private final Results results;

        Work(Transcriber transcriber, InputLoop loop, Results results) {
            this.transcriber = transcriber;
            this.loop = loop;
            this.results = results;
        }

        @Override
        public Transcription begin(int index, Input input) {
            return transcriber.begin(() -> recording(input), loop.progress().work(index));
        }

        @SuppressWarnings("MustBeClosedChecker") // the recording closes what is opened here
        private Recording recording(Input input) throws IOException {
            InputLoop.OpenInput source = loop.open(input);
            try {
                AudioStream audio = job.listening().open(session.engines(), source.input());
                try {
                    return new Recording(
                            input.name(),
                            audio,
                            job.listening().chunks(session.engines(), audio, job.cutting()),
                            source);
                } catch (IOException | RuntimeException e) {
                    audio.close();
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                source.close();
                throw e;
            }
        }

        @Override
        public void finish(int index, Transcription begun) throws IOException {
            try (begun) {
                Transcript transcript =
                        begun.finish(new TranscriptReport(session.console(), loop.progress(), results, job, index));
                review.add(transcript);
                job.ledger().check(transcript);
            }
        }
    }
}
