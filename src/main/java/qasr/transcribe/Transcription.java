package qasr.transcribe;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import qasr.audio.Waveform;
import qasr.guard.GuardedResult;
import qasr.transcript.ChunkResult;
import qasr.transcript.Confidence;
import qasr.transcript.Gap;
import qasr.transcript.Levels;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Utterance.Status;
import qasr.transcript.Warning;
import qasr.transcript.Wording;
import qasr.vad.Chunk;
import qasr.vad.LevelMeter;

/**
 * The transcription of one recording. It runs in the background; {@link #finish(RecordingListener)} returns its events
 * in order.
 */
public final class Transcription implements AutoCloseable {
    private final ChunkFeed feed;
    private final RetryInbox retries;
    private final GuardedResults converter;
    private final TranscribeOptions options;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final List<Utterance> utterances = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final ChunkTiming wordTimes;
    private Place.Timing timing = Place.Timing.VAD;

    Transcription(
            ChunkFeed feed,
            RetryInbox retries,
            GuardedResults converter,
            TranscribeOptions options,
            ChunkTiming wordTimes,
            LongSupplier nanoClock) {
        this.wordTimes = wordTimes;
        this.feed = feed;
        this.retries = retries;
        this.converter = converter;
        this.options = options;
        this.nanoClock = nanoClock;
        startNanos = nanoClock.getAsLong();
    }

    /**
     * Waits for the results and passes the events to {@code listener}, each as soon as it and the events before it have
     * happened.
     *
     * @throws IOException if the recording cannot be opened or decoded to its end; earlier events have been passed on
     */
    public void finish(RecordingListener listener) throws IOException {
        while (true) {
            ChunkFeed.Event event = feed.next();
            if (event instanceof ChunkFeed.Opened opened) {
                timing = opened.timing();
                listener.hear(new RecordingEvent.Opened(opened.format()));
            } else if (event instanceof ChunkFeed.Submitted submitted) {
                ChunkResult result = result(submitted, listener);
                tell(submitted.place(), timed(submitted.place(), submitted.sound(), result), false, listener);
            } else if (event instanceof ChunkFeed.Recalled recalled) {
                ChunkResult result = UntimedResult.of(recalled.result(), timing);
                tell(recalled.place(), timed(recalled.place(), recalled.sound(), result), true, listener);
            } else if (event instanceof ChunkFeed.Ended ended) {
                Transcript transcript = transcript(ended);
                for (Warning warning : transcript.warnings()) {
                    listener.hear(new RecordingEvent.Warned(warning));
                }
                listener.hear(new RecordingEvent.Finished(transcript));
                return;
            } else if (event instanceof ChunkFeed.Failed failed) {
                throw failed.rethrown();
            }
        }
    }

    /**
     * Waits for the transcript and returns it.
     *
     * @throws IOException if the recording cannot be opened or decoded to its end
     */
    public Transcript finish() throws IOException {
        AtomicReference<Transcript> transcript = new AtomicReference<>();
        finish(event -> {
            if (event instanceof RecordingEvent.Finished finished) {
                transcript.set(finished.transcript());
            }
        });
        return transcript.get();
    }

    private ChunkResult result(ChunkFeed.Submitted submitted, RecordingListener listener) throws IOException {
        Chunk.Place place = submitted.place();
        List<Warning> about = new ArrayList<>();
        List<Utterance> heard = new ArrayList<>();
        switch (submitted.samples()) {
            case AUDIBLE -> {
                retries.tellUntil(submitted.result().orElseThrow(), listener);
                for (GuardedResult result : results(submitted)) {
                    heard.add(converter.utterance(result, place(result.place(), place)));
                    problem(result).ifPresent(about::add);
                }
            }
            case SILENT -> heard.add(wordless(place, Status.NO_SPEECH));
            case NOT_A_NUMBER -> {
                about.add(Warning.at(
                        Warning.Kind.FAILED,
                        span(place),
                        "not transcribed: some samples are not finite numbers (damaged recording)"));
                heard.add(wordless(place, Status.FAILED));
            }
        }
        return new ChunkResult(
                heard.stream()
                        .map(utterance -> utterance.with(options.editing().apply(utterance.wording())))
                        .toList(),
                about);
    }

    private ChunkResult timed(Chunk.Place place, Optional<Waveform> sound, ChunkResult result) {
        return sound.isEmpty() ? result : wordTimes.timed(place, sound.get(), result);
    }

    private void tell(Chunk.Place place, ChunkResult result, boolean recalled, RecordingListener listener)
            throws IOException {
        utterances.addAll(result.utterances());
        warnings.addAll(result.warnings());
        listener.hear(new RecordingEvent.Heard(place, result, recalled));
    }

    private static List<GuardedResult> results(ChunkFeed.Submitted submitted) {
        try {
            return submitted.result().orElseThrow().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Transcript transcript(ChunkFeed.Ended ended) {
        List<Warning> all = new ArrayList<>(ended.warnings());
        all.addAll(warnings);
        ended.remarks().forEach(remark -> all.add(Warning.of(Warning.Kind.CUTS, remark)));
        List<Gap> gaps = Gaps.between(utterances, Times.of(ended.samples()), ended.backdrop());
        for (Gap gap : gaps) {
            if (gap.kind() == Gap.Kind.FAILED) {
                all.add(Warning.at(
                        Warning.Kind.BROKEN_STRETCH,
                        gap.span(),
                        "not transcribed: the samples are not finite numbers (damaged recording)"));
            } else if (gap.kind() == Gap.Kind.UNHEARD) {
                all.add(Warning.at(
                        Warning.Kind.UNHEARD,
                        gap.span(),
                        "not transcribed: the speech detector computed numbers that are not finite"));
            }
        }
        all.addAll(wordTimes.warnings());
        Transcript.SourceFormat format = new Transcript.SourceFormat(
                ended.format().codec(),
                ended.format().sampleRate(),
                ended.format().channels(),
                ended.format().track(),
                ended.format().tracks().size());
        return new Transcript(
                new Transcript.Source(
                        ended.source(),
                        "",
                        format,
                        Times.of(ended.samples()),
                        new TimeSpan(Times.of(ended.backdrop().start()), Times.of(ended.samples())),
                        new Transcript.Sound(
                                ended.backdrop().isNarrowBand(),
                                ended.treatments(),
                                levels(ended.backdrop().levels()))),
                new Transcript.Making(
                        options.engine(), options.recorded(), new Transcript.Timing(options.load(), elapsed())),
                utterances,
                gaps,
                all);
    }

    private static Levels levels(LevelMeter meter) {
        return new Levels(Times.of(meter.step()), meter.values());
    }

    private static Optional<Warning> problem(GuardedResult result) {
        TimeSpan span = span(result.place());
        return switch (result.ending()) {
            case FAILED ->
                Optional.of(Warning.at(
                        Warning.Kind.FAILED, span, "not transcribed: the model computed numbers that are not finite"));
            case TRUNCATED -> Optional.of(problem(span, result.flags()));
            case COMPLETE, NO_SPEECH -> Optional.empty();
        };
    }

    private static Warning problem(TimeSpan span, List<String> flags) {
        if (flags.contains("too_short")) {
            return Warning.at(
                    Warning.Kind.TOO_SHORT,
                    span,
                    "the text is too short for the length of the speech: words may be" + " missing");
        }
        return flags.contains("too_long")
                ? Warning.at(
                        Warning.Kind.TOO_LONG,
                        span,
                        "the text is too long for the length of the speech: words may be" + " invented")
                : Warning.at(
                        Warning.Kind.TRUNCATED,
                        span,
                        "the model stopped before the end of the text: words may be" + " missing");
    }

    private Utterance wordless(Chunk.Place chunk, Status status) {
        return new Utterance(place(chunk, chunk), Wording.NONE, Confidence.NONE, Outcome.of(status));
    }

    /** Returns the place of {@code part}, a part of {@code whole}, whose voice it has. */
    private Place place(Chunk.Place part, Chunk.Place whole) {
        return new Place(
                new TimeSpan(
                        Times.of(part.heard().start()), Times.of(part.heard().end())),
                timing,
                whole.channel(),
                whole.speaker());
    }

    private static TimeSpan span(Chunk.Place chunk) {
        return Times.span(chunk.range().start(), chunk.range().end());
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoClock.getAsLong() - startNanos);
    }

    /** Stops the transcription if it is not finished. */
    @Override
    public void close() {
        feed.close();
    }
}
