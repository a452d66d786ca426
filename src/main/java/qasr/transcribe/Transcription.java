package qasr.transcribe;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import qasr.guard.Passage;
import qasr.transcript.ChunkResult;
import qasr.transcript.Confidence;
import qasr.transcript.Gap;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Utterance.Status;
import qasr.transcript.Warning;
import qasr.transcript.Wording;
import qasr.vad.Chunk;

/** The transcription of one recording, which goes on by itself; whoever finishes it hears the results in order. */
public final class Transcription implements AutoCloseable {
    private final ChunkFeed feed;
    private final TranscribeOptions options;
    private final LongSupplier nanoClock;
    private final ChunkMemory memory;
    private final long startNanos;
    private final List<Utterance> utterances = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private int chunksDone;
    private Duration position = Duration.ZERO;
    private Optional<Duration> expected = Optional.empty();
    private Place.Timing timing = Place.Timing.VAD;

    Transcription(ChunkFeed feed, TranscribeOptions options, LongSupplier nanoClock, ChunkMemory memory) {
        this.feed = feed;
        this.options = options;
        this.nanoClock = nanoClock;
        this.memory = memory;
        startNanos = nanoClock.getAsLong();
    }

    /**
     * Waits for the results and tells them to {@code listener}, each as soon as it and those before it are there.
     *
     * @throws IOException if the recording cannot be opened, or not decoded to its end; what came before has been told
     */
    public Transcript finish(TranscribeListener listener) throws IOException {
        while (true) {
            ChunkFeed.Event event = feed.next();
            if (event instanceof ChunkFeed.Opened opened) {
                expected = opened.expected();
                timing = opened.timing();
                listener.started(opened.format(), progress());
            } else if (event instanceof ChunkFeed.Submitted submitted) {
                tell(submitted, listener);
            } else if (event instanceof ChunkFeed.Recalled recalled) {
                warnings.addAll(recalled.result().warnings());
                tell(recalled.place(), recalled.result().utterances(), listener);
            } else if (event instanceof ChunkFeed.Ended ended) {
                Transcript transcript = transcript(ended);
                listener.finished(transcript);
                return transcript;
            } else if (event instanceof ChunkFeed.Failed failed) {
                throw failed.rethrown();
            }
        }
    }

    private void tell(ChunkFeed.Submitted submitted, TranscribeListener listener) {
        Chunk.Place place = submitted.place();
        int warned = warnings.size();
        List<Utterance> heard = switch (submitted.hearing()) {
            case AUDIBLE -> passages(submitted).stream().map(this::utterance).toList();
            case SILENT -> List.of(wordless(place, Status.NO_SPEECH));
            case NOT_A_NUMBER -> {
                warnings.add(Warning.at(
                        Warning.Kind.FAILED,
                        span(place),
                        "not transcribed: it has samples that are not finite numbers"));
                yield List.of(wordless(place, Status.FAILED));
            }
        };
        List<Utterance> said = heard.stream()
                .map(utterance -> utterance.with(options.editing().apply(utterance.wording())))
                .toList();
        memory.keep(place, new ChunkResult(said, warnings.subList(warned, warnings.size())));
        tell(place, said, listener);
    }

    private void tell(Chunk.Place place, List<Utterance> said, TranscribeListener listener) {
        utterances.addAll(said);
        chunksDone++;
        position = Times.of(place.range().end());
        said.forEach(utterance -> listener.chunkDone(progress(), utterance));
    }

    private static List<Passage> passages(ChunkFeed.Submitted submitted) {
        try {
            return submitted.result().orElseThrow().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Transcript transcript(ChunkFeed.Ended ended) {
        List<Warning> all = new ArrayList<>(ended.warnings());
        all.addAll(warnings);
        List<Gap> gaps = Gaps.between(utterances, Times.of(ended.samples()), ended.backdrop());
        for (Gap gap : gaps) {
            if (gap.kind() == Gap.Kind.FAILED) {
                all.add(Warning.at(
                        Warning.Kind.BROKEN_STRETCH,
                        gap.span(),
                        "cannot be heard: it has samples that are not finite numbers"));
            } else if (gap.kind() == Gap.Kind.UNHEARD) {
                all.add(Warning.at(
                        Warning.Kind.UNHEARD, gap.span(), "not heard: the speech detector's numbers ran out of range"));
            }
        }
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
                        new TimeSpan(Times.of(ended.backdrop().start()), Times.of(ended.samples()))),
                new Transcript.Making(
                        options.engine(), options.recorded(), new Transcript.Timing(options.load(), elapsed())),
                utterances,
                gaps,
                all);
    }

    private Utterance utterance(Passage passage) {
        Chunk.Place chunk = passage.place();
        if (passage.ending() == Passage.Ending.FAILED) {
            warnings.add(Warning.at(
                    Warning.Kind.FAILED, span(chunk), "not transcribed: the network's numbers ran out of range"));
        } else if (passage.ending() == Passage.Ending.TRUNCATED) {
            warnings.add(problem(span(chunk), passage.flags()));
        }
        return Passages.utterance(passage, place(chunk));
    }

    private static Warning problem(TimeSpan span, List<String> flags) {
        if (flags.contains("too_short")) {
            return Warning.at(
                    Warning.Kind.TOO_SHORT, span, "the text is too short for so much speech: words may be missing");
        }
        return flags.contains("too_long")
                ? Warning.at(
                        Warning.Kind.TOO_LONG, span, "the text is too long for so little speech: words may be invented")
                : Warning.at(
                        Warning.Kind.TRUNCATED, span, "the model had more to say: the end of this text may be missing");
    }

    private Utterance wordless(Chunk.Place chunk, Status status) {
        return new Utterance(place(chunk), Wording.NONE, Confidence.NONE, Outcome.of(status));
    }

    private Place place(Chunk.Place chunk) {
        return new Place(
                new TimeSpan(
                        Times.of(chunk.heard().start()), Times.of(chunk.heard().end())),
                timing,
                "",
                "");
    }

    private static TimeSpan span(Chunk.Place chunk) {
        return Times.span(chunk.range().start(), chunk.range().end());
    }

    private Progress progress() {
        return new Progress(chunksDone, position, expected, elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoClock.getAsLong() - startNanos);
    }

    /** Ends it, finished or not. */
    @Override
    public void close() {
        feed.close();
    }
}
