package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import qasr.align.WordTimer;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.console.Clock;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.IncompleteException;
import qasr.console.InputException;
import qasr.console.UserText;
import qasr.correct.RetimedSubtitles;
import qasr.correct.TextAnchors;
import qasr.engine.AudioSelection;
import qasr.engine.ChannelChoice;
import qasr.engine.MachineCheck;
import qasr.engine.MeteredAudio;
import qasr.engine.ModelLocator;
import qasr.engine.Session;
import qasr.engine.SoundSpool;
import qasr.job.AlignJob;
import qasr.job.Destination;
import qasr.job.Formats;
import qasr.job.Input;
import qasr.job.Origin;
import qasr.job.Results;
import qasr.job.WordWishes;
import qasr.output.Format;
import qasr.output.HeardLanguages;
import qasr.output.Layout;
import qasr.output.ReviewList;
import qasr.output.TranscriptJsonReader;
import qasr.output.TranscriptWriter;
import qasr.text.Language;
import qasr.transcribe.ChunkMemory;
import qasr.transcribe.ChunkTiming;
import qasr.transcribe.Recording;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.Times;
import qasr.transcribe.Transcription;
import qasr.transcript.ChunkResult;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.vad.Chunk;

/**
 * Runs {@code align}: a text gets the times of a recording. The utterances of a result in JSON are aligned where they are. Other
 * texts are matched with what the recogniser hears, so that each chunk of the recording gets its part of the text; the sound is
 * then read a second time and each part is aligned.
 */
public final class AlignRun {
    private final Session session;
    private final AlignJob job;
    private final ReviewList review = new ReviewList();
    /** The result that the outputs are made from, as far as it is aligned; none if it is another text. */
    private Optional<Transcript> latest = Optional.empty();

    public AlignRun(Session session, AlignJob job) {
        this.session = session;
        this.job = job;
        review.keepAll();
    }

    public ExitStatus run() throws CommandException {
        KnownText text = KnownText.read(job.text());
        List<Format> formats = formats(text);
        List<Input> inputs = List.of(job.recording());
        boolean corrected = Origin.isCorrected(job.text(), session);
        latest = text.transcript();
        Results results = Results.open(
                job.destination(),
                inputs,
                formats,
                session,
                index -> latest.map(result -> Origin.of(result).corrected(corrected))
                        .orElseGet(() -> new Origin(job.recording().name(), false, true))); // the user's own text
        results.check();
        job.completeness().checkReview(session, job.destination().existingSideFiles(), inputs);
        InputLoop loop = new InputLoop(session, inputs);
        return loop.toItsEnd(() -> run(text, formats, results, loop));
    }

    private ExitStatus run(KnownText text, List<Format> formats, Results results, InputLoop loop)
            throws CommandException {
        if (!loop.isWorthwhile()) {
            return loop.run((index, input, source) -> {});
        }
        MachineCheck.processor(session);
        ExitStatus status;
        try (WordTiming words = new WordTiming(
                        session,
                        WordWishes.ALWAYS,
                        job.model(),
                        job.cutting().vad().negThreshold());
                Recogniser recogniser = recogniser(text, words)) {
            status = loop.run((index, input, source) -> {
                Outcome outcome = text.transcript().isPresent()
                        ? ofResult(text.transcript().get(), source, recogniser, words)
                        : ofText(text, source, loop, recogniser, words);
                write(text, formats, results, outcome);
            });
        }
        results.finish();
        job.completeness().write(session, job.destination().existingSideFiles(), review);
        return status;
    }

    /** Subtitles stay subtitles and a result stays a result; running text becomes subtitles. */
    private List<Format> formats(KnownText text) {
        Format usual = text.format() == Format.TXT ? Format.SRT : text.format();
        List<Format> all = new ArrayList<>(List.of(Format.values()));
        all.remove(usual);
        all.add(0, usual);
        return Formats.chosen(
                job.formats().isEmpty() ? null : job.formats(), job.destination(), all.toArray(Format[]::new));
    }

    /** A result needs the recogniser only if no aligner is installed: the model may have one of its own. */
    private Recogniser recogniser(KnownText text, WordTiming words) throws CommandException {
        Recogniser recogniser = new Recogniser(session, Optional.empty(), job.model(), job.plan());
        Optional<Path> installed = new ModelLocator(session.environment(), session.console()).aligner(job.aligner());
        boolean needed = text.transcript().isEmpty() || installed.isEmpty();
        words.choose(job.aligner(), needed ? Optional.of(recogniser.open()) : Optional.empty());
        return recogniser;
    }

    /** The result: a transcript, and the new times of subtitles by their lines. */
    private record Outcome(Transcript transcript, Map<Integer, TimeSpan> spans) {}

    private Outcome ofResult(Transcript before, AudioInput source, Recogniser recogniser, WordTiming words)
            throws IOException {
        RecordingTiming timing = timing(recogniser, words);
        List<Chunk.Place> places = SegmentPlaces.of(before);
        List<Utterance> utterances = new ArrayList<>();
        try (AudioStream audio = selection(before).open(session.engines(), source)) {
            SoundAgain sound = new SoundAgain(audio, places, 0);
            int next = 0;
            for (Utterance utterance : before.utterances()) {
                if (!SegmentPlaces.isTimed(utterance)) {
                    utterances.add(utterance);
                    continue;
                }
                Chunk.Place place = places.get(next++);
                ChunkResult one = new ChunkResult(List.of(utterance), List.of());
                utterances.addAll(timing.timed(place, sound.of(place), one).utterances());
            }
        }
        List<Warning> warnings = new ArrayList<>(before.warnings().stream()
                .filter(warning -> !warning.kind().isAboutWordTimes())
                .toList());
        warnings.addAll(timing.warnings());
        timing.warnings()
                .forEach(warning -> session.console().warn(job.recording().name(), warning));
        return new Outcome(
                new Transcript(before.source(), before.making(), utterances, before.gaps(), warnings), Map.of());
    }

    /** Returns the channels and the track of a result where the user names none. Another recording has tracks of its own. */
    private AudioSelection selection(Transcript before) throws IOException {
        AudioSelection chosen = job.selection();
        if (chosen.channels().equals(ChannelChoice.MIX)) {
            chosen = chosen.with(ResultChannels.of(before));
        }
        OptionalInt track = ResultChannels.track(before);
        String sum = before.source().sha256();
        boolean own = chosen.track().isEmpty()
                && track.isPresent()
                && (sum.isEmpty() || sum.equals(job.recording().sha256()));
        return own ? chosen.of(track) : chosen;
    }

    private Outcome ofText(KnownText text, AudioInput source, InputLoop loop, Recogniser recogniser, WordTiming words)
            throws IOException {
        Optional<SoundSpool> spool = source instanceof AudioInput.AudioPipe
                ? Optional.of(SoundSpool.in(SecondPass.folder(job.destination())))
                : Optional.empty();
        try {
            List<RecordingEvent.Heard> heard = new ArrayList<>();
            Transcript transcript = heard(source, spool, loop, recogniser, heard);
            if (heard.isEmpty()) {
                throw new IncompleteException("no speech found, so the text has no times", ExitStatus.INPUT);
            }
            return aligned(text, source, spool, transcript, heard, timing(recogniser, words));
        } finally {
            if (spool.isPresent()) {
                spool.get().close();
            }
        }
    }

    /** Closes the recogniser first if the aligner needs its room. */
    private static RecordingTiming timing(Recogniser recogniser, WordTiming words) throws IncompleteException {
        try {
            if (words.isLater()) {
                recogniser.rest();
                words.openLater();
            }
            return words.opened();
        } catch (CommandException e) {
            throw new IncompleteException(e.failure().message(), e.failure().status());
        }
    }

    private Transcript heard(
            AudioInput source,
            Optional<SoundSpool> spool,
            InputLoop loop,
            Recogniser recogniser,
            List<RecordingEvent.Heard> heard)
            throws IOException {
        List<Transcript> transcript = new ArrayList<>();
        try (Transcription transcription = recogniser
                .transcriber()
                .begin(
                        () -> recording(source, spool, loop),
                        loop.progress().work(0),
                        ChunkMemory.NONE,
                        ChunkTiming.NONE)) {
            transcription.finish(event -> {
                loop.progress().listener(0).hear(event);
                if (event instanceof RecordingEvent.Heard chunk) {
                    heard.add(chunk);
                } else if (event instanceof RecordingEvent.Finished finished) {
                    transcript.add(finished.transcript());
                }
            });
        }
        return transcript.get(0);
    }

    @SuppressWarnings("MustBeClosedChecker") // the recording closes what is opened here
    private Recording recording(AudioInput source, Optional<SoundSpool> spool, InputLoop loop) throws IOException {
        MeteredAudio audio =
                job.selection().open(session.engines(), source, loop.progress().work(0)::readUpTo, spool);
        try {
            return new Recording(
                    job.recording().name(), audio, job.selection().chunks(session.engines(), audio, job.cutting()));
        } catch (IOException | RuntimeException e) {
            audio.close();
            throw e;
        }
    }

    private Outcome aligned(
            KnownText text,
            AudioInput source,
            Optional<SoundSpool> spool,
            Transcript transcript,
            List<RecordingEvent.Heard> heard,
            RecordingTiming timing)
            throws IOException {
        List<TextAnchors.Placed> placed =
                TextAnchors.of(heard.stream().map(AlignRun::chunk).toList(), text.lines());
        AlignedLines lines = new AlignedLines(text.format() != Format.TXT);
        Duration untold = Duration.ZERO;
        List<Chunk.Place> places =
                heard.stream().map(RecordingEvent.Heard::place).toList();
        try (AudioStream audio =
                spool.isPresent() ? spool.get().again() : job.selection().open(session.engines(), source)) {
            SoundAgain sound = new SoundAgain(audio, places, 0);
            int first = 0;
            for (int i = 0; i < heard.size(); i++) {
                Waveform samples = sound.of(places.get(i));
                int end = first;
                while (end < placed.size() && placed.get(end).chunk() == i) {
                    end++;
                }
                if (end > first) {
                    ChunkText part = new ChunkText(placed, first, end, text.lines());
                    add(lines, part, heard.get(i), samples, timing, transcript);
                } else {
                    untold = untold.plus(Times.of(places.get(i).heard().length()));
                }
                first = end;
            }
        }
        say(untold);
        return outcome(transcript, lines, timing);
    }

    private static TextAnchors.Chunk chunk(RecordingEvent.Heard heard) {
        return new TextAnchors.Chunk(
                String.join(
                        "\n",
                        heard.result().utterances().stream()
                                .map(Utterance::text)
                                .toList()),
                heard.place().heard().length() / (double) Waveform.SAMPLE_RATE);
    }

    private void add(
            AlignedLines lines,
            ChunkText part,
            RecordingEvent.Heard heard,
            Waveform samples,
            RecordingTiming timing,
            Transcript transcript) {
        String language = job.plan()
                .expectation()
                .language()
                .map(Language::name)
                .orElseGet(() -> heard.result().utterances().stream()
                        .map(Utterance::language)
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElseGet(() -> mostSpoken(transcript)));
        Chunk.Place place = heard.place();
        Utterance utterance = new Utterance(
                Times.of(place.heard().start()),
                Times.of(place.heard().end()),
                language,
                part.text(),
                Double.NaN,
                Double.NaN,
                Utterance.Status.OK);
        Language named = Language.named(language);
        WordTimer.Timed timed =
                timing.time(utterance, samples.toArray(), place.range().start(), part.hearing(named));
        boolean aligned = timed.reason().isEmpty()
                && timed.unsaid().cardinality() < timed.utterance().words().size()
                && !timed.utterance().outcome().flags().contains("unaligned");
        lines.add(part.parts(timed), language, aligned);
    }

    private static String mostSpoken(Transcript transcript) {
        Map<String, Long> millis = new TreeMap<>();
        transcript.utterances().stream()
                .filter(Utterance::hasWords)
                .forEach(utterance ->
                        millis.merge(utterance.language(), utterance.length().toMillis(), Long::sum));
        return millis.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private void say(Duration untold) {
        if (!untold.isZero()) {
            session.console()
                    .note(job.recording().name() + ": " + Clock.seconds(untold) + " of speech have no text in "
                            + job.text());
        }
    }

    private Outcome outcome(Transcript transcript, AlignedLines lines, RecordingTiming timing) throws IOException {
        List<Utterance> utterances = lines.utterances();
        List<Warning> warnings = new ArrayList<>(transcript.warnings().stream()
                .filter(warning -> !warning.kind().isAboutPassage())
                .toList());
        warnings.addAll(timing.warnings());
        warnings.forEach(warning -> session.console().warn(job.recording().name(), warning));
        return new Outcome(
                new Transcript(
                        transcript.source().withSha256(job.recording().sha256()),
                        job.destination() instanceof Destination.StandardOutput
                                ? transcript.making()
                                : untimed(transcript.making()),
                        utterances,
                        AlignedLines.gaps(utterances, transcript.duration(), transcript.gaps()),
                        warnings),
                lines.spans());
    }

    /**
     * Makes sure that a result that this run replaces is still the one that it has read: aligning a long recording takes minutes.
     *
     * @throws InputException if another program has changed it
     */
    private void checkUnchanged(Transcript read, Results results) throws IOException {
        Optional<Path> target = job.destination() instanceof Destination.SingleFile file
                ? Optional.of(file.path())
                : results.target(0, Format.JSON, HeardLanguages.longest(read.utterances()));
        if (target.isPresent()
                && Files.exists(target.get())
                && Files.isSameFile(target.get(), job.text())
                && !TranscriptJsonReader.read(UserText.read(job.text())).equals(read)) {
            throw new InputException(job.text()
                    + " was changed by another program meanwhile; nothing was written; run the command again");
        }
    }

    /** A file does not tell how long its making took, so that a second run writes the same bytes. */
    private static Transcript.Making untimed(Transcript.Making making) {
        return new Transcript.Making(
                making.engine(),
                making.options(),
                new Transcript.Timing(Duration.ZERO, Duration.ZERO),
                making.retries(),
                making.speakers());
    }

    private void write(KnownText text, List<Format> formats, Results results, Outcome outcome) throws IOException {
        if (text.transcript().isPresent() && formats.contains(Format.JSON)) {
            checkUnchanged(text.transcript().get(), results);
        }
        latest = text.transcript().map(before -> outcome.transcript());
        for (Format format : formats) {
            Results.Result result = results.open(0, format);
            if (format == text.format() && !text.rows().isEmpty() && format != Format.TXT) {
                Map<Integer, TimeSpan> rows = new TreeMap<>();
                outcome.spans().forEach((line, span) -> rows.put(text.rows().get(line), span));
                result.append(RetimedSubtitles.of(text.file(), rows));
            } else {
                TranscriptWriter writer =
                        format.writer(Layout.of(job.recording().name())
                                .withSpeakers(outcome.transcript().hasSpeakers()));
                outcome.transcript().utterances().forEach(utterance -> result.append(writer.piece(utterance)));
                result.append(writer.rest(outcome.transcript()));
            }
            result.commit(HeardLanguages.longest(outcome.transcript().utterances()));
        }
        review.add(outcome.transcript());
        job.completeness().check(outcome.transcript());
    }
}
