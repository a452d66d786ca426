package qasr.transcribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.AudioException;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.guard.GuardedResult;
import qasr.model.DecodeRequest;
import qasr.model.Decoding;
import qasr.model.Network;
import qasr.model.Prompt;
import qasr.model.StopReason;
import qasr.model.TokenListener;
import qasr.testing.ArrayStream;
import qasr.testing.FakeNetwork;
import qasr.testing.SeededModel;
import qasr.testing.Signals;
import qasr.text.AsrOutput;
import qasr.text.Language;
import qasr.text.Tokenizer;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.ScoredToken;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.transcript.Wording;
import qasr.vad.Backdrop;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

final class TranscriberTest {
    private static final Prompt PROMPT = new Prompt(new int[] {1}, new int[] {2});
    private static final Transcript.Engine ENGINE = new Transcript.Engine("1", "fake", "cpu", "fp32");

    @TempDir
    static Path folder;

    private static Tokenizer tokenizer;

    @BeforeAll
    static void loadTokenizer() throws IOException {
        tokenizer = Tokenizer.load(SeededModel.tiny().writeTo(folder));
    }

    @Test
    void everyChunkBecomesAnUtteranceWithTimesAndLanguage() throws IOException {
        Transcript transcript = transcribe(
                network(waveform -> waveform.sample(0) > 0.4
                        ? "language English<asr_text>Hello."
                        : "language Spanish<asr_text>Hola."),
                options(),
                chunk(16_000, tone(0.5, 24_000)),
                chunk(48_000, tone(0.3, 16_001)));
        List<Utterance> utterances = transcript.utterances();
        assertEquals(
                List.of(Wording.of("English", "Hello."), Wording.of("Spanish", "Hola.")),
                utterances.stream().map(Utterance::wording).toList());
        assertEquals(
                List.of(
                        Place.detected(seconds(1), seconds(2.5)),
                        Place.detected(seconds(3), seconds(4).plusNanos(62_500))),
                utterances.stream().map(Utterance::place).toList());
        assertEquals(seconds(4), utterances.get(1).end(), "whole milliseconds");
        assertEquals(-0.25, utterances.get(0).confidence().mean());
        assertEquals(-0.25, utterances.get(0).confidence().min());
        assertFalse(utterances.get(0).confidence().tokens().isEmpty());
        assertEquals(Outcome.of(Utterance.Status.OK), utterances.get(0).outcome());
        assertEquals(List.of(), transcript.warnings());
        assertEquals(
                new Transcript.SourceFormat("pcm_f32le", 16_000, 1),
                transcript.source().format());
    }

    /** The seeded vocabulary has no piece for a Chinese character or a picture: each is three or four tokens. */
    @Test
    void theTextsOfTheTokensAreTheModelsAnswer() throws IOException {
        String answer = "language Chinese<asr_text> 你好 \uD83D\uDE00, \"x\"\n";
        Utterance utterance = transcribe(network(waveform -> answer), options(), chunk(16_000, tone(0.5, 24_000)))
                .utterances()
                .get(0);
        List<ScoredToken> tokens = utterance.confidence().tokens();
        assertEquals(answer, tokens.stream().map(ScoredToken::text).collect(Collectors.joining()));
        assertEquals(
                answer,
                tokenizer.decode(tokens.stream().mapToInt(ScoredToken::id).toArray()));
        List<String> texts = tokens.stream().map(ScoredToken::text).toList();
        assertEquals(List.of("", "", "你"), texts.subList(texts.indexOf("你") - 2, texts.indexOf("你") + 1));
        assertEquals("你好 \uD83D\uDE00, \"x\"", utterance.wording().raw());
    }

    @Test
    void aCharacterThatTheAnswerLeavesIncompleteIsInItsLastToken() {
        int[] whole = tokenizer.encode("你好");
        int[] ids = Arrays.copyOf(whole, whole.length - 1);
        Chunk chunk = chunk(16_000, tone(0.5, 24_000));
        GuardedResult result = new GuardedResult(
                chunk.place(),
                new AsrOutput("Chinese", "你\uFFFD"),
                "你\uFFFD",
                new Decoding(ids, new float[ids.length], StopReason.TOKEN_LIMIT),
                GuardedResult.Ending.TRUNCATED,
                List.of(),
                List.of(),
                0);
        Utterance utterance =
                new GuardedResults(tokenizer).utterance(result, Place.detected(Duration.ZERO, Duration.ofSeconds(1)));
        assertEquals(
                List.of("", "", "你", "", "\uFFFD"),
                utterance.confidence().tokens().stream().map(ScoredToken::text).toList());
    }

    @Test
    void aShortChunkIsPaddedToHalfASecondAndReportedWithItsOwnTimes() throws IOException {
        FakeNetwork network = network(waveform -> "language English<asr_text>Yes.");
        Transcript transcript = transcribe(network, options(), chunk(800, tone(0.5, 1_600)));
        Waveform given = network.chunks().get(0);
        assertEquals(8_000, given.length());
        assertEquals(0f, given.sample(1_600));
        assertEquals(seconds(0.05), transcript.utterances().get(0).start());
        assertEquals(seconds(0.15), transcript.utterances().get(0).end());
    }

    @Test
    void anUtteranceLastsAsLongAsItsSpeechAndNotAsTheChunk() throws IOException {
        List<SampleRange> speech = List.of(new SampleRange(18_000, 20_000), new SampleRange(24_000, 30_400));
        Chunk chunk = new Chunk(new SampleRange(16_000, 32_000), Waveform.of(tone(0.5, 16_000)), speech);
        Utterance utterance = transcribe(network(waveform -> "language English<asr_text>Yes."), options(), chunk)
                .utterances()
                .get(0);
        assertEquals(seconds(1.125), utterance.start());
        assertEquals(seconds(1.9), utterance.end());
    }

    @Test
    void emptyAndSilentChunksNeverReachTheNetwork() throws IOException {
        FakeNetwork network = network(waveform -> "language English<asr_text>Thank you for watching.");
        Transcript transcript =
                transcribe(network, options(), chunk(0, new float[0]), chunk(16_000, Signals.silence(16_000)));
        assertEquals(List.of(), network.chunks());
        assertEquals(
                List.of(Utterance.Status.NO_SPEECH, Utterance.Status.NO_SPEECH),
                transcript.utterances().stream().map(Utterance::status).toList());
        assertEquals(List.of(), transcript.warnings());
    }

    @Test
    void aChunkWithSamplesThatAreNoNumbersIsLeftOutWithAWarning() throws IOException {
        float[] broken = tone(0.5, 16_000);
        broken[7_000] = Float.NaN;
        FakeNetwork network = network(waveform -> "language English<asr_text>Here.");
        Transcript transcript = transcribe(network, options(), chunk(0, broken), chunk(16_000, tone(0.5, 16_000)));
        assertEquals(1, network.chunks().size());
        assertEquals(Utterance.Status.FAILED, transcript.utterances().get(0).status());
        assertEquals("Here.", transcript.utterances().get(1).text());
        assertEquals(seconds(1), transcript.utterances().get(1).start());
        assertEquals(
                List.of("0:00:00.0-0:00:01.0: not transcribed: some samples are not finite numbers"
                        + " (damaged recording)"),
                transcript.warnings().stream().map(Warning::sentence).toList());
    }

    @Test
    void nonFiniteSamplesBesideTheSpeechAreReplaced() throws IOException {
        float[] samples = tone(0.5, 16_000);
        samples[100] = Float.NaN;
        samples[15_000] = Float.NEGATIVE_INFINITY;
        FakeNetwork network = network(waveform -> "language English<asr_text>Here.");
        Chunk beside =
                new Chunk(new SampleRange(0, 16_000), Waveform.of(samples), List.of(new SampleRange(4_000, 12_000)));
        Transcript transcript = transcribe(network, options(), beside);
        assertEquals(Utterance.Status.OK, transcript.utterances().get(0).status());
        assertEquals("Here.", transcript.utterances().get(0).text());
        assertEquals(0, network.chunks().get(0).sample(100));
        assertEquals(1, transcript.coverage().ratio());
        samples[5_000] = Float.NaN;
        Chunk inside =
                new Chunk(new SampleRange(0, 16_000), Waveform.of(samples), List.of(new SampleRange(4_000, 12_000)));
        assertEquals(
                Utterance.Status.FAILED,
                transcribe(network, options(), inside).utterances().get(0).status());
    }

    @Test
    void aChunkThatRunsOutOfTokensIsMarkedWithAWarning() throws IOException {
        String endless = "language English<asr_text>" + "xyz ".repeat(100);
        Transcript transcript = transcribe(network(waveform -> endless), options(), chunk(0, tone(0.5, 16_000)));
        assertFalse(transcript.utterances().get(0).complete());
        assertEquals(
                List.of("0:00:00.0-0:00:01.0: the model stopped before the end of the text: words may be missing"),
                transcript.warnings().stream().map(Warning::sentence).toList());
    }

    @Test
    void aChunkInWhichTheModelHearsNothingGivesAnUtteranceWithoutWords() throws IOException {
        Transcript transcript =
                transcribe(network(waveform -> "language None<asr_text>"), options(), chunk(0, tone(0.5, 16_000)));
        assertEquals(Utterance.Status.NO_SPEECH, transcript.utterances().get(0).status());
        assertFalse(transcript.hasWords());
    }

    @Test
    void aForcedLanguageTakesTheWholeAnswerAsText() throws IOException {
        Transcript transcript = transcribe(
                network(waveform -> "Hola."),
                new TranscribeOptions(
                        PROMPT, Optional.of(Language.named("Spanish")), OptionalDouble.empty(), ENGINE, Duration.ZERO),
                chunk(0, tone(0.5, 16_000)));
        assertEquals("Spanish", transcript.utterances().get(0).language());
        assertEquals("Hola.", transcript.utterances().get(0).text());
    }

    @Test
    void resultsComeInOrderThoughTheNetworkFinishesInAnother() throws IOException {
        Deferred network = new Deferred();
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (Transcriber transcriber = transcriber(network, options());
                Transcription first = transcriber.begin(() -> recording(
                        "a",
                        new ListedChunks(
                                List.of(chunk(0, tone(0.1, 9_000)), chunk(9_000, tone(0.2, 9_000))), () -> {})));
                Transcription second = transcriber.begin(() ->
                        recording("b", new ListedChunks(List.of(chunk(0, tone(0.3, 9_000))), () -> {})))) {
            network.await(3);
            for (int i : new int[] {2, 1, 0}) {
                network.say(i, tokenizer.encode("language English<asr_text>" + i));
            }
            first.finish(telling(told));
            second.finish(telling(told));
        }
        assertEquals(List.of("0", "1", "finished a", "2", "finished b"), told);
    }

    @Test
    void theListenerGetsATextBeforeTheNextChunkIsRead() throws IOException {
        CountDownLatch heard = new CountDownLatch(1);
        List<String> told = new ArrayList<>();
        AtomicInteger reads = new AtomicInteger();
        ChunkSource source = new ListedChunks(List.of(chunk(0, tone(0.1, 16_000))), () -> {
            if (reads.incrementAndGet() == 2 && !awaited(heard)) {
                told.add("too late");
            }
        });
        try (Transcriber transcriber = transcriber(network(waveform -> "language English<asr_text>One."), options());
                Transcription transcription = transcriber.begin(() -> recording("x", source))) {
            transcription.finish(event -> {
                if (event instanceof RecordingEvent.Heard done) {
                    told.add(done.result().utterances().get(0).text() + " up to "
                            + done.place().range().end());
                    heard.countDown();
                }
            });
        }
        assertEquals(List.of("One. up to 16000"), told);
    }

    @Test
    void noMoreChunksAreSubmittedThanTheNetworkHasPlaces() throws IOException {
        Deferred network = new Deferred();
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            chunks.add(chunk(9_000L * i, tone(0.1, 9_000)));
        }
        AtomicInteger reads = new AtomicInteger();
        ChunkSource source = new ListedChunks(chunks, reads::incrementAndGet);
        try (Transcriber transcriber = transcriber(network, options());
                Transcription begun = transcriber.begin(() -> recording("x", source))) {
            int places = transcriber.ahead();
            network.await(places);
            assertTrue(reads.get() <= places + 1, reads + " chunks read");
            for (int i = 0; i < 9; i++) {
                network.await(i + 1);
                network.say(i, tokenizer.encode("language English<asr_text>x"));
            }
            assertEquals(9, begun.finish().utterances().size());
        }
    }

    @Test
    void aRecordingThatCannotBeOpenedFailsInItsTurnAndLeavesTheNextAlone() throws IOException {
        List<String> told = new ArrayList<>();
        try (Transcriber transcriber = transcriber(network(waveform -> "language English<asr_text>Two."), options());
                Transcription bad = transcriber.begin(() -> {
                    throw new AudioException("not a recording");
                });
                Transcription good = transcriber.begin(() ->
                        recording("b", new ListedChunks(List.of(chunk(0, tone(0.3, 9_000))), () -> {})))) {
            AudioException problem = assertThrows(AudioException.class, () -> bad.finish(telling(told)));
            assertEquals("not a recording", problem.getMessage());
            good.finish(telling(told));
        }
        assertEquals(List.of("Two.", "finished b"), told);
    }

    @Test
    void allListenersGetTheSameEventsInOrderOnOneThread() throws IOException {
        String endless = "language English<asr_text>" + "xyz ".repeat(100);
        List<RecordingEvent> told = new ArrayList<>();
        List<RecordingEvent> toldToo = new ArrayList<>();
        Thread here = Thread.currentThread();
        try (Transcriber transcriber = transcriber(network(waveform -> endless), options());
                Transcription transcription = transcriber.begin(() ->
                        recording("x", new ListedChunks(List.of(chunk(0, tone(0.5, 16_000))), () -> {})))) {
            transcription.finish(RecordingListener.all(List.of(
                    event -> {
                        assertEquals(here, Thread.currentThread());
                        told.add(event);
                    },
                    toldToo::add)));
        }
        assertEquals(told, toldToo);
        List<String> names =
                told.stream().map(event -> event.getClass().getSimpleName()).toList();
        assertEquals(
                List.of("Opened", "Retried", "Heard", "Warned", "Finished"),
                names.stream().distinct().toList());
        Transcript transcript = ((RecordingEvent.Finished) told.get(told.size() - 1)).transcript();
        assertEquals(
                transcript.warnings(),
                told.stream()
                        .filter(RecordingEvent.Warned.class::isInstance)
                        .map(event -> ((RecordingEvent.Warned) event).warning())
                        .toList());
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RecordingListener telling(List<String> told) {
        return event -> {
            if (event instanceof RecordingEvent.Heard heard) {
                heard.result().utterances().forEach(utterance -> told.add(utterance.text()));
            } else if (event instanceof RecordingEvent.Finished finished) {
                told.add("finished " + finished.transcript().source().path());
            }
        };
    }

    private static FakeNetwork network(Function<Waveform, String> speech) {
        return new FakeNetwork(tokenizer, speech);
    }

    private static TranscribeOptions options() {
        return new TranscribeOptions(PROMPT, Optional.empty(), OptionalDouble.empty(), ENGINE, Duration.ZERO);
    }

    private static Transcriber transcriber(Network network, TranscribeOptions options) {
        return new Transcriber(network, tokenizer, options, () -> 0);
    }

    private static Recording recording(String name, ChunkSource chunks) {
        return new Recording(name, new ArrayStream(new float[160_000], 1), chunks);
    }

    private static Transcript transcribe(Network network, TranscribeOptions options, Chunk... chunks)
            throws IOException {
        try (Transcriber transcriber = transcriber(network, options)) {
            return transcriber.transcribe(() -> recording("x.wav", new ListedChunks(List.of(chunks), () -> {})));
        }
    }

    /** A network that answers when the test tells it to. */
    private static final class Deferred implements Network {
        private final List<CompletableFuture<Decoding>> pending = new ArrayList<>();

        @Override
        public synchronized CompletableFuture<Decoding> submit(DecodeRequest request, TokenListener listener) {
            CompletableFuture<Decoding> result = new CompletableFuture<>();
            pending.add(result);
            notifyAll();
            return result;
        }

        synchronized void await(int count) {
            try {
                while (pending.size() < count) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void say(int index, int... tokens) {
            CompletableFuture<Decoding> result;
            synchronized (this) {
                result = pending.get(index);
            }
            result.complete(new Decoding(tokens, new float[tokens.length], StopReason.END_OF_TEXT));
        }

        @Override
        public int rows() {
            return 2;
        }

        @Override
        public void prepare(Prompt prompt) {}

        @Override
        public double[] score(Prompt prompt, Waveform waveform, List<int[]> continuations) {
            return new double[continuations.size()];
        }

        @Override
        public void close() {}
    }

    private static Chunk chunk(long start, float[] samples) {
        SampleRange range = new SampleRange(start, start + samples.length);
        return new Chunk(range, Waveform.of(samples), List.of(range));
    }

    /** A square wave, so that the first sample tells the amplitude. */
    private static float[] tone(double amplitude, int samples) {
        float[] tone = new float[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (float) (i / 40 % 2 == 0 ? amplitude : -amplitude);
        }
        return tone;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    private static final class ListedChunks implements ChunkSource {
        private final Deque<Chunk> chunks;
        private final Runnable beforeReading;

        ListedChunks(List<Chunk> chunks, Runnable beforeReading) {
            this.chunks = new ArrayDeque<>(chunks);
            this.beforeReading = beforeReading;
        }

        @Override
        public Optional<Chunk> next() {
            beforeReading.run();
            return Optional.ofNullable(chunks.poll());
        }

        @Override
        public long samplesRead() {
            return 160_000;
        }

        @Override
        public Backdrop backdrop() {
            return new Backdrop();
        }
    }
}
