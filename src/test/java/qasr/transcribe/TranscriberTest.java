package qasr.transcribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.model.Network;
import qasr.testing.ArrayStream;
import qasr.testing.FakeNetwork;
import qasr.testing.SeededModel;
import qasr.testing.Signals;
import qasr.text.Language;
import qasr.text.Tokenizer;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

final class TranscriberTest {
    private static final Transcript.Engine ENGINE = new Transcript.Engine("1", "fake", "cpu", "fp32");

    @TempDir
    static Path folder;

    private static Tokenizer tokenizer;

    @BeforeAll
    static void loadTokenizer() throws IOException {
        tokenizer = Tokenizer.load(SeededModel.tiny().writeTo(folder));
    }

    @Test
    void everyChunkBecomesAnUtteranceWithItsOwnTimesAndLanguage() throws IOException {
        Transcript transcript = transcribe(
                network(waveform -> waveform.sample(0) > 0.4
                        ? "language English<asr_text>Hello."
                        : "language Spanish<asr_text>Hola."),
                options(1),
                chunk(16_000, tone(0.5, 24_000)),
                chunk(48_000, tone(0.3, 16_001)));
        assertEquals(
                List.of(
                        new Utterance(seconds(1), seconds(2.5), "English", "Hello.", -0.25, -0.25, true),
                        new Utterance(
                                seconds(3), seconds(4).plusNanos(62_500), "Spanish", "Hola.", -0.25, -0.25, true)),
                transcript.utterances());
        assertEquals(List.of(), transcript.warnings());
        assertEquals(new Transcript.SourceFormat("pcm_f32le", 16_000, 1), transcript.format());
    }

    @Test
    void aShortChunkIsPaddedToHalfASecondAndReportedWithItsOwnTimes() throws IOException {
        FakeNetwork network = network(waveform -> "language English<asr_text>Yes.");
        Transcript transcript = transcribe(network, options(1), chunk(800, tone(0.5, 1_600)));
        Waveform given = network.batches().get(0).get(0);
        assertEquals(8_000, given.length());
        assertEquals(0f, given.sample(1_600));
        assertEquals(seconds(0.05), transcript.utterances().get(0).start());
        assertEquals(seconds(0.15), transcript.utterances().get(0).end());
    }

    @Test
    void anUtteranceLastsAsLongAsItsSpeechAndNotAsTheChunk() throws IOException {
        List<SampleRange> speech = List.of(new SampleRange(18_000, 20_000), new SampleRange(24_000, 30_400));
        Chunk chunk = new Chunk(new SampleRange(16_000, 32_000), Waveform.of(tone(0.5, 16_000)), speech);
        Utterance utterance = transcribe(network(waveform -> "language English<asr_text>Yes."), options(1), chunk)
                .utterances()
                .get(0);
        assertEquals(seconds(1.125), utterance.start());
        assertEquals(seconds(1.9), utterance.end());
    }

    @Test
    void emptyAndSilentChunksNeverReachTheNetwork() throws IOException {
        FakeNetwork network = network(waveform -> "language English<asr_text>Thank you for watching.");
        Transcript transcript =
                transcribe(network, options(4), chunk(0, new float[0]), chunk(16_000, Signals.silence(16_000)));
        assertEquals(List.of(), network.batches());
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
        Transcript transcript = transcribe(network, options(3), chunk(0, broken), chunk(16_000, tone(0.5, 16_000)));
        assertEquals(1, network.batches().get(0).size());
        assertEquals(Utterance.Status.FAILED, transcript.utterances().get(0).status());
        assertEquals("Here.", transcript.utterances().get(1).text());
        assertEquals(seconds(1), transcript.utterances().get(1).start());
        assertEquals(
                List.of("0:00:00.0-0:00:01.0: not transcribed: it has samples that are not finite numbers"),
                transcript.warnings());
    }

    @Test
    void aChunkThatRunsOutOfTokensIsMarkedAndWarnedOf() throws IOException {
        String endless = "language English<asr_text>" + "xyz ".repeat(100);
        Transcript transcript = transcribe(network(waveform -> endless), options(1), chunk(0, tone(0.5, 16_000)));
        assertFalse(transcript.utterances().get(0).complete());
        assertEquals(
                List.of("0:00:00.0-0:00:01.0: the model had more to say: the end of this text may be missing"),
                transcript.warnings());
    }

    @Test
    void aChunkInWhichTheModelHearsNothingGivesAnUtteranceWithoutWords() throws IOException {
        Transcript transcript =
                transcribe(network(waveform -> "language None<asr_text>"), options(1), chunk(0, tone(0.5, 16_000)));
        assertEquals(Utterance.Status.NO_SPEECH, transcript.utterances().get(0).status());
        assertFalse(transcript.hasWords());
    }

    @Test
    void aForcedLanguageTakesTheWholeAnswerAsText() throws IOException {
        Transcript transcript = transcribe(
                network(waveform -> "Hola."),
                new TranscribeOptions(Optional.of(Language.named("Spanish")), 1, ENGINE, Duration.ZERO),
                chunk(0, tone(0.5, 16_000)));
        assertEquals("Spanish", transcript.utterances().get(0).language());
        assertEquals("Hola.", transcript.utterances().get(0).text());
    }

    @Test
    void theBatchSizeChangesHowManyChunksGoTogetherAndNothingElse() throws IOException {
        Chunk[] chunks = new Chunk[7];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = chunk(20_000L * i, i == 3 ? Signals.silence(9_000) : tone(0.1 * (i + 1), 16_000));
        }
        Function<Waveform, String> speech =
                waveform -> "language English<asr_text>" + Math.round(10 * waveform.sample(0));
        FakeNetwork alone = network(speech);
        FakeNetwork together = network(speech);
        List<Utterance> expected = transcribe(alone, options(1), chunks).utterances();
        assertEquals(expected, transcribe(together, options(3), chunks).utterances());
        assertEquals(7, expected.size());
        assertEquals(6, alone.batches().size());
        assertEquals(
                List.of(3, 2, 1), together.batches().stream().map(List::size).toList());
    }

    @Test
    void theListenerHearsEachTextBeforeTheNextChunkIsRead() throws IOException {
        List<String> events = new ArrayList<>();
        ChunkSource source = new ListedChunks(
                List.of(chunk(0, tone(0.1, 16_000)), chunk(16_000, tone(0.2, 16_000))), () -> events.add("read"));
        TranscribeListener listener = new TranscribeListener() {
            @Override
            public void chunkDone(Progress progress, Utterance utterance) {
                events.add(progress.chunks() + " " + utterance.text() + " at " + progress.position());
            }

            @Override
            public void finished(Transcript transcript) {
                events.add("finished");
            }
        };
        transcriber(network(waveform -> "language English<asr_text>" + Math.round(10 * waveform.sample(0))), options(1))
                .transcribe(new Recording("x", new ArrayStream(new float[32_000], 1), source), listener);
        assertEquals(List.of("read", "1 1 at PT1S", "read", "2 2 at PT2S", "read", "finished"), events);
    }

    @Test
    void progressKnowsPercentSpeedAndTimeLeft() {
        Progress half = new Progress(3, seconds(30), Optional.of(seconds(60)), seconds(10));
        assertEquals(0.5, half.fraction().getAsDouble());
        assertEquals(3, half.speed().getAsDouble());
        assertEquals(seconds(10), half.left().orElseThrow());
        Progress unknown = new Progress(3, seconds(30), Optional.empty(), seconds(10));
        assertTrue(unknown.fraction().isEmpty());
        assertTrue(unknown.left().isEmpty());
    }

    private static FakeNetwork network(Function<Waveform, String> speech) {
        return new FakeNetwork(tokenizer, speech);
    }

    private static TranscribeOptions options(int batchSize) {
        return new TranscribeOptions(Optional.empty(), batchSize, ENGINE, Duration.ZERO);
    }

    private static Transcriber transcriber(Network network, TranscribeOptions options) {
        return new Transcriber(network, tokenizer, options, () -> 0);
    }

    private static Transcript transcribe(Network network, TranscribeOptions options, Chunk... chunks)
            throws IOException {
        return transcriber(network, options)
                .transcribe(
                        new Recording(
                                "x.wav",
                                new ArrayStream(new float[160_000], 1),
                                new ListedChunks(List.of(chunks), () -> {})),
                        new TranscribeListener() {});
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
    }
}
