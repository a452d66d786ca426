package qasr.run;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Cleaning;
import qasr.audio.RawSound;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.batch.FileName;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.IncompleteException;
import qasr.console.InputException;
import qasr.console.Usage;
import qasr.engine.AudioSelection;
import qasr.engine.MeteredAudio;
import qasr.engine.ModelLocator;
import qasr.engine.ModelOpener;
import qasr.engine.ModelRequest;
import qasr.engine.OpenModel;
import qasr.engine.Session;
import qasr.engine.WeightFolders;
import qasr.hub.ModelSum;
import qasr.job.CompletenessRule;
import qasr.job.DecodingPlan;
import qasr.job.Existing;
import qasr.job.Input;
import qasr.job.SegmentChoice;
import qasr.job.WordWishes;
import qasr.output.ReviewList;
import qasr.output.TranscriptJsonReader;
import qasr.transcribe.ChunkMemory;
import qasr.transcribe.ChunkTiming;
import qasr.transcribe.Recording;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.TranscribeOptions;
import qasr.transcribe.Transcriber;
import qasr.transcribe.Transcription;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Treatment;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.vad.Chunk;
import qasr.vad.ChunkOptions;
import qasr.vad.VadOptions;

/** Transcribes some segments of a result again. */
public final class RetryRun {
    private static final int SAMPLES_PER_MILLI = Waveform.SAMPLE_RATE / 1000;

    /**
     * The request: which segments to decode again.
     *
     * @param recording the path of the recording, if it is not the path in the result
     * @param raw how it is encoded if it has no header
     * @param cleaning the filters that its sound passes
     */
    public record Request(
            Input result,
            SegmentChoice choice,
            Optional<String> recording,
            OptionalInt audioTrack,
            Optional<RawSound> raw,
            Cleaning cleaning) {}

    /** How it is to be done. */
    public record How(
            ModelRequest model,
            Optional<Path> aligner,
            DecodingPlan plan,
            OptionalLong maxChunkSamples,
            CompletenessRule completeness,
            Transcript.Options recorded) {}

    /** The error of a length in a header, in samples: MP3's may count the encoder's padding, 0.5 s. */
    private static final int STATED_ERROR = Waveform.SAMPLE_RATE / 2;

    private final Session session;
    private final Request request;
    private final How how;

    public RetryRun(Session session, Request request, How how) {
        this.session = session;
        this.request = request;
        this.how = how;
    }

    /** Reads the result that is to be improved. */
    public static Transcript read(Input result) throws CommandException {
        if (result.isStandardInput()) {
            throw Usage.error("RESULT.json", "must be a file, because it will be replaced; '-' is not a file");
        }
        try {
            result.check();
            return TranscriptJsonReader.read(Files.readString(result.path(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandException(new Failure(result.name(), Failure.reason(e), ExitStatus.INPUT), e);
        }
    }

    /** Reads a result that is to be corrected: one transcript, or several in JSON Lines. */
    static List<Transcript> readAll(Input result) throws CommandException {
        if (result.isStandardInput()) {
            throw Usage.error("RESULT.json", "must be a file, because it will be replaced; '-' is not a file");
        }
        try {
            result.check();
            return TranscriptJsonReader.readAll(Files.readString(result.path(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandException(new Failure(result.name(), Failure.reason(e), ExitStatus.INPUT), e);
        }
    }

    public ExitStatus run(Transcript transcript) throws CommandException {
        String name = request.result().name();
        how.completeness().checkReview(session, Existing.UPDATE, List.of(request.result()));
        try {
            List<Integer> ids = chosen(transcript);
            if (ids.isEmpty()) {
                session.console().note(name + ": nothing to retry: no segment is failed, truncated or flagged");
                review(transcript);
                return ExitStatus.DONE;
            }
            session.console().onStop(() -> "stopped; " + name + " is unchanged: the same command starts again");
            Input recording = recording(transcript.source());
            checkSame(recording, transcript.source());
            Transcript merged = again(transcript, ids, recording);
            if (!read(request.result()).equals(transcript)) {
                throw new InputException(
                        "was changed by another program during the retry; nothing was written; run the command again");
            }
            new ResultFiles(session, request.result()).replace(transcript, merged, Optional.empty());
            session.console()
                    .note(name + ": " + ids.size() + " of "
                            + transcript.utterances().size() + " segments retried; "
                            + CompletenessRule.summary(merged.coverage()));
            review(merged);
            return ExitStatus.DONE;
        } catch (IncompleteException e) {
            throw new CommandException(new Failure(name, e.getMessage(), e.status()), e);
        } catch (IOException e) {
            throw new CommandException(new Failure(name, Failure.reason(e), ExitStatus.INPUT), e);
        }
    }

    /** Lists the segments to review of what is now the result, and makes sure that it is complete. */
    private void review(Transcript transcript) throws IncompleteException {
        ReviewList review = new ReviewList();
        review.keepAll();
        review.add(transcript);
        how.completeness().write(session, Existing.UPDATE, review);
        how.completeness().check(transcript);
    }

    /** Returns the chosen segments; a note says where the user's corrections of these segments are kept. */
    private List<Integer> chosen(Transcript transcript) throws CommandException {
        List<Integer> ids = request.choice().of(transcript.utterances());
        for (int id : ids) {
            Utterance utterance = transcript.utterances().get(id);
            if (utterance.wording().isCorrected()) {
                session.console()
                        .note(request.result().name() + ": segment " + id
                                + ": its corrected text is replaced; \"earlier\" in the JSON keeps it");
            }
        }
        return ids;
    }

    /** Returns the recording that the user names, or that of the result. The sum is checked in any case. */
    private Input recording(Transcript.Source source) {
        return request.recording()
                .or(() -> new ResultRecording(request.result(), source).file().map(FileName::of))
                .map(Input::new)
                .orElseGet(() -> new Input(source.path()));
    }

    private static void checkSame(Input recording, Transcript.Source source) throws IOException {
        String name = recording.name();
        if (source.sha256().isEmpty()) {
            throw new InputException(
                    "has no SHA-256 of its recording, which came from a pipe; transcribe the recording again");
        }
        try {
            recording.check();
        } catch (InputException e) {
            throw new InputException(
                    "its recording " + name + ": " + e.getMessage() + "; name the recording with --recording FILE");
        }
        String sum = recording.sha256();
        if (!sum.equals(source.sha256())) {
            throw new InputException("its recording " + name + " has changed: its SHA-256 is " + sum
                    + ", the result was made from " + source.sha256()
                    + "; transcribe it again, or name the old recording with --recording FILE");
        }
    }

    private Transcript again(Transcript transcript, List<Integer> ids, Input recording)
            throws CommandException, IOException {
        Path directory = new ModelLocator(session.environment(), session.console()).locate(how.model());
        OpenModel model = new ModelOpener(session).open(directory, how.model());
        Transcript.Engine engine = model.engine()
                .withModelSha256(ModelSum.of(directory, new WeightFolders(session.environment()).of(directory))
                        .orElse(""));
        sayModel(transcript.making().engine(), engine);
        TranscribeOptions options = how.plan().prepare(model, session.console()).beside(kept(transcript, ids));
        List<Chunk.Place> places = ids.stream().map(id -> place(transcript, id)).toList();
        boolean timed = transcript.utterances().stream()
                .anyMatch(utterance -> !utterance.words().isEmpty());
        Transcript heard = heard(model, options, recording, selection(transcript, recording), places, timed);
        heard.warnings().forEach(warning -> session.console().warn(recording.name(), warning));
        new SoundReport(session.console(), false)
                .say(
                        recording.name(),
                        Optional.empty(),
                        heard.source().sound().treatments().stream()
                                .filter(treatment ->
                                        treatment.kind() != Treatment.Kind.DENOISE_UNUSED) // the places are known
                                .toList());
        Map<Integer, List<Utterance>> again = new LinkedHashMap<>();
        int next = 0;
        Duration said = Duration.ZERO;
        for (Utterance utterance : heard.utterances()) {
            if (utterance.start().compareTo(said) < 0 && next + 1 < ids.size()) {
                next++; // segments may overlap, the parts of one do not
            }
            while (next + 1 < ids.size()
                    && !places.get(next).channel().equals(utterance.place().channel())) {
                next++;
            }
            said = utterance.end();
            long middle = samples(utterance.start().plus(utterance.end()).toMillis()) / 2;
            while (next + 1 < ids.size() && places.get(next).range().end() <= middle) {
                next++;
            }
            again.computeIfAbsent(ids.get(next), id -> new ArrayList<>()).add(utterance);
        }
        List<TimeSpan> spans = ids.stream()
                .map(id -> transcript.utterances().get(id).place().span())
                .toList();
        Transcript merged = RetryMerge.merged(transcript, again, heard.warnings());
        return merged.with(merged.making().after(new Transcript.Retry(engine, how.recorded(), spans)));
    }

    private static List<Utterance> kept(Transcript transcript, List<Integer> ids) {
        List<Utterance> all = transcript.utterances();
        Set<Integer> again = Set.copyOf(ids);
        return IntStream.range(0, all.size())
                .filter(id -> !again.contains(id))
                .mapToObj(all::get)
                .toList();
    }

    private void sayModel(Transcript.Engine before, Transcript.Engine now) {
        String sum = before.choice().modelSha256();
        if (!sum.isEmpty() && !sum.equals(now.choice().modelSha256())) {
            session.console()
                    .note(request.result().name() + ": was made with " + before.model() + " (" + sum
                            + "); the retry uses " + now.model() + " ("
                            + (now.choice().modelSha256().isEmpty()
                                    ? "of unknown SHA-256"
                                    : now.choice().modelSha256())
                            + ")");
        }
    }

    private Transcript heard(
            OpenModel model,
            TranscribeOptions options,
            Input recording,
            AudioSelection selection,
            List<Chunk.Place> places,
            boolean timed)
            throws IOException, CommandException {
        session.console()
                .detail(recording.name() + ": is read from its beginning, since not every format allows seeking");
        try (WordTiming words =
                new WordTiming(session, WordWishes.ALWAYS, how.model(), VadOptions.DEFAULT.negThreshold())) {
            if (timed) {
                words.choose(how.aligner(), Optional.of(model));
            }
            List<RecordingEvent.Heard> chunks = new ArrayList<>();
            Transcript heard = heard(model, options, recording, selection, places, words.recording(), chunks);
            return words.isLater() ? timedLater(heard, chunks, recording, selection, words) : heard;
        }
    }

    private Transcript heard(
            OpenModel model,
            TranscribeOptions options,
            Input recording,
            AudioSelection selection,
            List<Chunk.Place> places,
            ChunkTiming timing,
            List<RecordingEvent.Heard> chunks)
            throws IOException {
        List<Transcript> transcript = new ArrayList<>();
        try (Transcriber transcriber = new Transcriber(model.network(), model.tokenizer(), options);
                Transcription transcription =
                        transcriber.begin(() -> recording(recording, selection, places), ChunkMemory.NONE, timing)) {
            transcription.finish(event -> {
                if (event instanceof RecordingEvent.Heard chunk) {
                    chunks.add(chunk);
                } else if (event instanceof RecordingEvent.Finished finished) {
                    transcript.add(finished.transcript());
                }
            });
        }
        return transcript.get(0);
    }

    /** The aligner has room only when the recogniser is closed. */
    private Transcript timedLater(
            Transcript heard,
            List<RecordingEvent.Heard> chunks,
            Input recording,
            AudioSelection selection,
            WordTiming words)
            throws IOException, CommandException {
        session.engines().closeModel();
        words.openLater();
        ChunkTiming timing = words.recording();
        List<Utterance> utterances = new ArrayList<>();
        try (AudioStream audio = audio(recording, selection)) {
            SoundAgain sound = new SoundAgain(
                    audio, chunks.stream().map(RecordingEvent.Heard::place).toList(), 0);
            for (RecordingEvent.Heard chunk : chunks) {
                utterances.addAll(timing.timed(chunk.place(), sound.of(chunk.place()), chunk.result())
                        .utterances());
            }
        }
        List<Warning> warnings = new ArrayList<>(heard.warnings());
        warnings.addAll(timing.warnings());
        return new Transcript(heard.source(), heard.making(), utterances, heard.gaps(), warnings);
    }

    @SuppressWarnings("MustBeClosedChecker") // the recording closes what is opened here
    private Recording recording(Input input, AudioSelection selection, List<Chunk.Place> places) throws IOException {
        MeteredAudio audio = audio(input, selection);
        return new Recording(input.name(), audio, session.engines().planned(audio, places, how.maxChunkSamples()));
    }

    @MustBeClosed
    private MeteredAudio audio(Input input, AudioSelection selection) throws IOException {
        return selection.openAround(session.engines(), file(input));
    }

    private AudioInput file(Input input) {
        return new AudioInput.AudioFile(input.path(), input.as(request.raw()).hint());
    }

    /**
     * Returns the part that was transcribed, where loudness was measured. Its end is known to a millisecond only, so a part up to
     * the end of the recording is read to the last sample.
     */
    private AudioSelection selection(Transcript transcript, Input recording) throws IOException {
        TimeSpan window = transcript.source().window();
        AudioSelection all = AudioSelection.all(request.audioTrack(), ResultChannels.of(transcript))
                .cleaned(request.cleaning());
        if (request.cleaning().loudness().isEmpty()) {
            return all;
        }
        long end = samples(window.end().toMillis());
        OptionalLong stated = all.statedSamples(session.engines(), file(recording));
        boolean ends = stated.isEmpty() || stated.getAsLong() < end + STATED_ERROR;
        return all.only(new SampleRange(samples(window.start().toMillis()), ends ? Long.MAX_VALUE : end));
    }

    /**
     * Returns the place of a segment, with the same silence around it as in the first decoding if its neighbours in the
     * same channel leave room.
     */
    private static Chunk.Place place(Transcript transcript, int id) {
        String channel = transcript.utterances().get(id).place().channel();
        List<Utterance> before = ofChannel(transcript.utterances().subList(0, id), channel);
        return place(
                ofChannel(transcript.utterances(), channel),
                before.size(),
                samples(transcript.duration().toMillis()));
    }

    private static List<Utterance> ofChannel(List<Utterance> utterances, String channel) {
        return utterances.stream()
                .filter(utterance -> utterance.place().channel().equals(channel))
                .toList();
    }

    private static Chunk.Place place(List<Utterance> utterances, int id, long duration) {
        long start = samples(utterances.get(id).start().toMillis());
        long end = samples(utterances.get(id).end().toMillis());
        long pad = samples(ChunkOptions.DEFAULT.chunkPadMillis());
        long before = id == 0 ? 0 : samples(utterances.get(id - 1).end().toMillis());
        long after = id + 1 == utterances.size()
                ? Math.max(end, duration)
                : samples(utterances.get(id + 1).start().toMillis());
        long padBefore = Math.max(0, Math.min(pad, (start - before) / 2)); // the user's segments may overlap
        long padAfter = Math.max(0, Math.min(pad, (after - end) / 2));
        return new Chunk.Place(
                new SampleRange(start - padBefore, end + padAfter),
                new SampleRange(start, end),
                utterances.get(id).place().speaker(),
                utterances.get(id).place().channel());
    }

    private static long samples(long millis) {
        return millis * SAMPLES_PER_MILLI;
    }
}
