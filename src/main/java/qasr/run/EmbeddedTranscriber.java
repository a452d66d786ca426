package qasr.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import qasr.batch.StateFolders;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.engine.MeteredAudio;
import qasr.engine.ModelLocator;
import qasr.engine.OpenModel;
import qasr.engine.Session;
import qasr.job.Input;
import qasr.job.LanguageScope;
import qasr.job.TranscribeJob;
import qasr.transcribe.RecordingListener;
import qasr.transcribe.Transcription;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/**
 * Transcribes for a program that embeds qasr. The model stays open from one run to the next; all jobs of one object have the
 * same options. Besides whole runs, it does the two halves of a run apart: it finds the chunks of a recording, and it decodes
 * chunks that were found before, on this machine or on another. A run whose {@link Companion} remembers the results of all
 * chunks gives the same bytes as a run that decodes them itself.
 */
public final class EmbeddedTranscriber implements AutoCloseable {
    /** Receives the chunks of a recording. */
    @FunctionalInterface
    public interface ChunkReceiver {
        /** Reads from {@code chunks} as much as it likes. */
        void receive(ChunkSource chunks) throws IOException;
    }

    /** Supplies the chunks of a recording, or some of them, in order. */
    @FunctionalInterface
    public interface ChunkSupplier {
        /** Returns the next chunk, or empty after the last one. */
        Optional<Chunk> next() throws IOException;
    }

    private final Session session;
    private Optional<Rounds> rounds = Optional.empty();

    /** Creates a transcriber that opens the model when it is needed. */
    public EmbeddedTranscriber(Session session) {
        this.session = session;
    }

    /**
     * Does what {@code qasr transcribe} does, and returns the failure of each recording that failed.
     *
     * @throws CommandException if the model or the outputs cannot be used
     */
    public List<Optional<Failure>> run(TranscribeJob job, Companion companion) throws CommandException {
        try (StateFolders states = new StateFolders()) {
            Session own =
                    new Session(session.environment(), session.console(), session.engines(), session.files(), states);
            TranscribeRun run = new TranscribeRun(own, job, Optional.of(rounds(job)), companion);
            run.run();
            return IntStream.range(0, job.inputs().size())
                    .mapToObj(run::failure)
                    .toList();
        }
    }

    /** Returns the length of the only recording of {@code job} as its header states it, in samples at 16 kHz. */
    public OptionalLong statedSamples(TranscribeJob job) throws IOException {
        Input input = job.inputs().get(0);
        OptionalLong whole = job.selection()
                .statedSamples(
                        session.engines(), input.open(session.environment().in()));
        return whole.isEmpty() ? whole : OptionalLong.of(job.selection().within(whole.getAsLong()));
    }

    /**
     * Returns whether chunks of one recording can be decoded apart. They cannot if the first minute decides on the language of
     * all, or if voices are compared before chunks are cut.
     */
    public static boolean isDivisible(TranscribeJob job) {
        boolean firstMinuteDecides = job.guarding().scope() == LanguageScope.FILE
                && job.expectation().language().isEmpty();
        return !firstMinuteDecides && job.speakers().isEmpty();
    }

    /**
     * Finds the chunks of the only recording of {@code job}. They are those that a run would decode.
     *
     * @throws CommandException if the model, which limits the length of a chunk, cannot be used
     * @throws IOException if the recording cannot be read
     */
    public void chunks(TranscribeJob job, ChunkReceiver receiver) throws CommandException, IOException {
        recogniser(job).open();
        Input input = job.inputs().get(0);
        try (MeteredAudio audio = job.selection()
                .open(session.engines(), input.open(session.environment().in()))) {
            receiver.receive(job.selection().chunks(session.engines(), audio, job.cutting(input, session.console())));
        }
    }

    /**
     * Decodes {@code chunks}, and tells {@code listener} the results.
     *
     * @throws CommandException if the model cannot be used
     */
    public void decode(TranscribeJob job, ChunkSupplier chunks, RecordingListener listener)
            throws CommandException, IOException {
        Recogniser recogniser = recogniser(job);
        recogniser.open();
        try (Transcription transcription = recogniser.transcriber().begin(() -> FoundChunks.recording(chunks))) {
            transcription.finish(listener);
        }
    }

    /** Returns the open model. */
    public OpenModel model(TranscribeJob job) throws CommandException {
        return recogniser(job).open();
    }

    /** Returns the directory of the model. */
    public Path directory(TranscribeJob job) throws CommandException {
        return new ModelLocator(session.environment(), session.console()).locate(job.model());
    }

    private Recogniser recogniser(TranscribeJob job) throws CommandException {
        return rounds(job).recogniser(job);
    }

    private Rounds rounds(TranscribeJob job) throws CommandException {
        if (rounds.isEmpty()) {
            rounds = Optional.of(new Rounds(session, directory(job)));
        }
        return rounds.get();
    }

    /** Closes the model; the engines stay usable. */
    @Override
    public void close() {
        rounds.ifPresent(Rounds::rest);
        rounds.ifPresent(Rounds::close);
    }
}
