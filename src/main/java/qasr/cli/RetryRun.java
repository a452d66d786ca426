package qasr.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.output.Format;
import qasr.output.TranscriptJsonReader;
import qasr.output.TranscriptWriter;
import qasr.transcribe.Recording;
import qasr.transcribe.TranscribeListener;
import qasr.transcribe.TranscribeOptions;
import qasr.transcribe.Transcriber;
import qasr.transcript.Attempt;
import qasr.transcript.Outcome;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.vad.Chunk;
import qasr.vad.ChunkOptions;
import qasr.vad.PlannedChunks;

/** Transcribes some segments of a result again. */
final class RetryRun {
    private static final int SAMPLES_PER_MILLI = Waveform.SAMPLE_RATE / 1000;

    /** What is to be done again; the recording is where the result says unless {@code recording} does. */
    record Request(Input result, SegmentChoice choice, Optional<String> recording, OptionalInt audioTrack) {}

    private final Session session;
    private final Request request;
    private final ModelRequest modelRequest;
    private final Expectation expectation;

    RetryRun(Session session, Request request, ModelRequest modelRequest, Expectation expectation) {
        this.session = session;
        this.request = request;
        this.modelRequest = modelRequest;
        this.expectation = expectation;
    }

    ExitStatus run() throws CommandException {
        String name = request.result().name();
        try {
            request.result().check();
            Transcript transcript =
                    TranscriptJsonReader.read(Files.readString(request.result().path(), StandardCharsets.UTF_8));
            List<Integer> ids = request.choice().of(transcript.utterances());
            if (ids.isEmpty()) {
                session.console().note(name + ": no segment failed, was truncated or is flagged");
                return ExitStatus.DONE;
            }
            Input recording =
                    new Input(request.recording().orElse(transcript.source().path()));
            checkSame(recording, transcript.source());
            Transcript merged = merged(transcript, ids, recording);
            session.files().write(request.result().path(), TranscriptWriter.write(merged, Format.JSON));
            session.console()
                    .note(name + ": " + ids.size() + " of "
                            + transcript.utterances().size() + " segments transcribed again; "
                            + LedgerRule.summary(merged.coverage()));
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw new CommandException(new Failure(name, Failure.reason(e), ExitStatus.INPUT), e);
        }
    }

    private static void checkSame(Input recording, Transcript.Source source) throws IOException {
        String name = recording.name();
        if (source.sha256().isEmpty()) {
            throw new InputException("does not say which recording it is of: it came from a pipe");
        }
        try {
            recording.check();
        } catch (InputException e) {
            throw new InputException(
                    "its recording " + name + ": " + e.getMessage() + "; say where it is with --recording FILE");
        }
        if (!SourceSum.of(recording).equals(source.sha256())) {
            throw new InputException("its recording " + name + " has changed: its SHA-256 is another; transcribe it"
                    + " anew, or say where the old one is with --recording FILE");
        }
    }

    private Transcript merged(Transcript transcript, List<Integer> ids, Input recording)
            throws CommandException, IOException {
        OpenModel model = new ModelOpener(session).open(modelRequest);
        ModelOpener.expect(model, expectation);
        List<Chunk.Place> places = ids.stream().map(id -> place(transcript, id)).toList();
        List<Utterance> again = again(model, recording, places);
        if (again.size() != ids.size()) {
            throw new IllegalStateException(again.size() + " utterances for " + ids.size() + " segments");
        }
        List<Utterance> utterances = new ArrayList<>(transcript.utterances());
        for (int i = 0; i < ids.size(); i++) {
            utterances.set(ids.get(i), replaced(utterances.get(ids.get(i)), again.get(i)));
        }
        return transcript.with(utterances);
    }

    private List<Utterance> again(OpenModel model, Input recording, List<Chunk.Place> places) throws IOException {
        TranscribeOptions options =
                new TranscribeOptions(expectation.language(), OptionalDouble.empty(), model.engine(), model.load());
        try (Transcriber transcriber = new Transcriber(model.network(), model.tokenizer(), options)) {
            Transcript heard = transcriber.transcribe(
                    () -> {
                        AudioStream audio = session.engines()
                                .decoder()
                                .open(new AudioInput.AudioFile(recording.path()), request.audioTrack());
                        return new Recording(recording.name(), audio, new PlannedChunks(audio, places));
                    },
                    new TranscribeListener() {});
            heard.warnings().forEach(warning -> session.console().warn(recording.name(), warning));
            return heard.utterances();
        }
    }

    /** As much silence around a segment as it was heard with at first, where its neighbours leave it. */
    private static Chunk.Place place(Transcript transcript, int id) {
        List<Utterance> utterances = transcript.utterances();
        long start = samples(utterances.get(id).start().toMillis());
        long end = samples(utterances.get(id).end().toMillis());
        long pad = samples(ChunkOptions.DEFAULT.chunkPadMillis());
        long room = Math.max(0, ChunkOptions.DEFAULT.maxChunkSamples() - (end - start)) / 2;
        long before = id == 0 ? 0 : samples(utterances.get(id - 1).end().toMillis());
        long after = id + 1 == utterances.size()
                ? Math.max(end, samples(transcript.duration().toMillis()))
                : samples(utterances.get(id + 1).start().toMillis());
        long padBefore = Math.min(Math.min(pad, room), (start - before) / 2);
        long padAfter = Math.min(Math.min(pad, room), (after - end) / 2);
        return new Chunk.Place(new SampleRange(start - padBefore, end + padAfter), new SampleRange(start, end));
    }

    private static long samples(long millis) {
        return millis * SAMPLES_PER_MILLI;
    }

    private static Utterance replaced(Utterance old, Utterance fresh) {
        List<Attempt> earlier = new ArrayList<>(old.outcome().earlier());
        earlier.add(new Attempt("retry", old.wording(), old.confidence(), old.status()));
        earlier.addAll(fresh.outcome().earlier());
        Utterance.Status status = fresh.status() == Utterance.Status.OK ? Utterance.Status.RETRIED : fresh.status();
        return new Utterance(
                old.place(),
                fresh.wording(),
                fresh.confidence(),
                new Outcome(status, earlier, fresh.outcome().flags()));
    }
}
