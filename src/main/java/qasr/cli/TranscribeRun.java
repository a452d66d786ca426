package qasr.cli;

import java.io.IOException;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.transcribe.Recording;
import qasr.transcribe.TranscribeOptions;
import qasr.transcribe.Transcriber;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Does a {@link TranscribeJob}. */
final class TranscribeRun {
    /** One chunk at a time: its text appears as early as can be. */
    private static final int BATCH_SIZE = 1;

    private final Session session;
    private final TranscribeJob job;

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
        Transcriber transcriber = transcriber();
        ExitStatus status = loop.run((index, input, source) -> transcribe(transcriber, results, index, input, source));
        results.finish();
        return status;
    }

    private Transcriber transcriber() throws CommandException {
        OpenModel model = new ModelOpener(session).open(job.model());
        ModelOpener.expect(model, job.expectation());
        return new Transcriber(
                model.network(),
                model.tokenizer(),
                new TranscribeOptions(job.expectation().language(), BATCH_SIZE, model.engine(), model.load()));
    }

    /** The text is worth having, but a script must not take it for all that was said. */
    private static void checkWhole(Transcript transcript) throws IncompleteException {
        long lost = transcript.utterances().stream()
                .filter(utterance -> utterance.status() == Utterance.Status.FAILED)
                .count();
        if (lost > 0) {
            throw new IncompleteException("incomplete: " + lost + " of "
                    + transcript.utterances().size() + " chunks could not be transcribed, see the warnings");
        }
    }

    private void transcribe(Transcriber transcriber, Results results, int index, Input input, AudioInput source)
            throws IOException {
        try (AudioStream audio = session.engines().decoder().open(source, job.audioTrack())) {
            TranscriptReport report = new TranscriptReport(session.console(), results, job, index);
            Transcript transcript = transcriber.transcribe(
                    new Recording(input.name(), audio, session.engines().chunks(audio, job.cutting())), report);
            checkWhole(transcript);
        }
    }
}
