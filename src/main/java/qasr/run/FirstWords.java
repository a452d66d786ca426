package qasr.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.console.CommandException;
import qasr.engine.Expectation;
import qasr.engine.ModelOpener;
import qasr.engine.OpenModel;
import qasr.output.CheckSheet;
import qasr.output.HeardLanguages;
import qasr.transcribe.Recording;
import qasr.transcribe.TranscribeOptions;
import qasr.transcribe.Transcriber;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.vad.Backdrop;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/** Transcribes the first speech of recordings, and estimates from its time how long a whole recording will take. */
final class FirstWords implements AutoCloseable {
    /** How much speech is transcribed, and the longest chunk of it. */
    static final long SAMPLES = 10L * Waveform.SAMPLE_RATE;

    private final OpenModel model;
    private final Transcriber transcriber;

    /**
     * Prepares {@code model}.
     *
     * @throws CommandException if that fails
     */
    FirstWords(OpenModel model) throws CommandException {
        this.model = model;
        TranscribeOptions options = new TranscribeOptions(
                ModelOpener.prompt(model, new Expectation(Optional.empty(), "")),
                Optional.empty(),
                OptionalDouble.empty(),
                model.engine(),
                model.load());
        transcriber = new Transcriber(model.network(), model.tokenizer(), options);
    }

    /** Collects the first chunks of a recording, up to ten seconds of speech, and counts the length of all. */
    static final class Collected {
        private final List<Chunk> first = new ArrayList<>();
        private long kept;
        private long all;

        void add(Chunk chunk) {
            long speech = chunk.speech().stream().mapToLong(SampleRange::length).sum();
            if (first.isEmpty() || kept + speech <= SAMPLES) {
                first.add(chunk);
                kept += speech;
            } else {
                kept = SAMPLES; // no later chunk follows a gap
            }
            all += chunk.range().length();
        }
    }

    /**
     * Transcribes what was collected.
     *
     * @param reading how long reading the recording and finding its speech took
     */
    CheckSheet.First of(String source, AudioFormat format, Collected collected, Duration reading) throws IOException {
        if (collected.first.isEmpty()) {
            return new CheckSheet.First(
                    "", "", model.engine().model(), model.load().plus(reading));
        }
        long start = System.nanoTime();
        Transcript transcript =
                transcriber.transcribe(() -> new Recording(source, new Kept(format), new First(collected.first)));
        double seconds = (System.nanoTime() - start) / 1e9;
        long heard = collected.first.stream()
                .mapToLong(chunk -> chunk.range().length())
                .sum();
        Duration decoding = Duration.ofMillis(Math.round(1000 * seconds * collected.all / heard));
        return new CheckSheet.First(
                transcript.utterances().stream()
                        .filter(Utterance::hasWords)
                        .map(Utterance::text)
                        .collect(Collectors.joining(" ")),
                HeardLanguages.longest(transcript.utterances()),
                model.engine().model(),
                model.load().plus(reading).plus(decoding));
    }

    @Override
    public void close() {
        transcriber.close();
    }

    /** The collected chunks as a source. */
    private static final class First implements ChunkSource {
        private final Deque<Chunk> left;
        private final long end;
        private final Backdrop backdrop = new Backdrop();

        First(List<Chunk> chunks) {
            left = new ArrayDeque<>(chunks);
            end = chunks.get(chunks.size() - 1).range().end();
        }

        @Override
        public Optional<Chunk> next() {
            return Optional.ofNullable(left.poll());
        }

        @Override
        public long samplesRead() {
            return end;
        }

        @Override
        public Backdrop backdrop() {
            return backdrop;
        }
    }

    /** The sound of the collected chunks, which nobody reads again. */
    private record Kept(AudioFormat format) implements AudioStream {
        @Override
        public int read(float[] buffer, int offset, int length) {
            return -1;
        }

        @Override
        public OptionalLong expectedSamples() {
            return OptionalLong.empty();
        }

        @Override
        public List<Warning> warnings() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
