package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qasr.audio.AudioException;
import qasr.audio.SampleRange;
import qasr.testing.ArrayStream;
import qasr.testing.ScriptedDetector;
import qasr.testing.Signals;

final class MarkedChunksTest {
    private static final int SAMPLES = 20_000;
    private static final int FRAME = SpeechDetector.FRAME_SAMPLES;
    private static final VadOptions BARE = new VadOptions(0.5f, 0.35f, 0, 0, 0);

    /** Hears speech in every VAD frame whose first sample is positive, and counts its recordings and frames. */
    private static final class PositiveDetector implements SpeechDetector {
        private int resets;
        private int frames;

        @Override
        public float[] probabilities(float[] samples) {
            float[] probabilities = new float[samples.length / FRAME_SAMPLES];
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = samples[i * FRAME_SAMPLES] > 0 ? 1 : 0;
            }
            frames += probabilities.length;
            return probabilities;
        }

        @Override
        public void reset() {
            resets++;
        }

        @Override
        public void close() {}
    }

    @Test
    void aChunkWithoutSpeechKeepsItsAudio() throws AudioException {
        float[] sound = new float[10 * FRAME + 7];
        sound[5 * FRAME] = 1; // speech in the second of three chunks of four frames
        PositiveDetector detector = new PositiveDetector();
        EnergySplitter plain = splitter(sound);
        MarkedChunks marked = new MarkedChunks(splitter(sound), detector, BARE);
        List<Chunk> chunks = new ArrayList<>();
        Optional<Chunk> chunk = marked.next();
        while (chunk.isPresent()) {
            Chunk expected = plain.next().orElseThrow();
            assertEquals(expected.range(), chunk.get().range());
            assertArrayEquals(
                    expected.waveform().toArray(), chunk.get().waveform().toArray());
            chunks.add(chunk.get());
            chunk = marked.next();
        }
        assertEquals(3, chunks.size());
        SampleRange second = chunks.get(1).range();
        assertEquals(
                List.of(List.of(), List.of(second), List.of()),
                chunks.stream().map(Chunk::speech).toList());
        assertEquals(3, detector.resets, "each chunk is a recording of its own");
        assertEquals(4 + 4 + 3, detector.frames, "the last frame is filled up");
    }

    @Test
    void speechInTheLastFrameCountsUpToTheChunksEnd() throws AudioException {
        float[] sound = new float[FRAME + 7];
        sound[FRAME] = 1;
        VadOptions sixteenSamples = new VadOptions(0.5f, 0.35f, 1, 0, 0);
        assertEquals(
                List.of(),
                new MarkedChunks(splitter(sound), new PositiveDetector(), sixteenSamples)
                        .next()
                        .orElseThrow()
                        .speech());
        float[] longer = new float[FRAME + 16];
        longer[FRAME] = 1;
        assertFalse(new MarkedChunks(splitter(longer), new PositiveDetector(), sixteenSamples)
                .next()
                .orElseThrow()
                .speech()
                .isEmpty());
    }

    @Test
    void whatIsNotItsOwnComesFromTheChunksItMarks() throws AudioException {
        EnergySplitter chunks = splitter(Signals.noise(1, 0.5, 8 * FRAME));
        MarkedChunks marked = new MarkedChunks(chunks, new PositiveDetector(), BARE);
        assertSame(chunks.backdrop(), marked.backdrop());
        assertFalse(marked.detectsSpeech());
        marked.next();
        assertEquals(chunks.samplesRead(), marked.samplesRead());
        assertEquals(
                true,
                new MarkedChunks(
                                new PlannedChunks(new ArrayStream(new float[1], 1), List.of(), ChunkOptions.DEFAULT),
                                new PositiveDetector(),
                                BARE)
                        .detectsSpeech());
    }

    private static EnergySplitter splitter(float[] sound) {
        return new EnergySplitter(new ArrayStream(sound, 1), new EnergySplitter.Rule(4L * FRAME, 0, 100));
    }

    private static ChunkSource oneChunk() {
        return new EnergySplitter(new ArrayStream(Signals.noise(1, 0.5, SAMPLES), 1), ChunkOptions.DEFAULT);
    }

    @Test
    void theLastVadFrameIsFilledUpWithZeros() throws AudioException {
        ListeningDetector detector = new ListeningDetector();
        Chunk chunk = new MarkedChunks(oneChunk(), detector, VadOptions.DEFAULT)
                .next()
                .orElseThrow();
        assertEquals(SAMPLES, chunk.waveform().length());
        int whole = RandomSpeech.frames(SAMPLES) * SpeechDetector.FRAME_SAMPLES;
        assertArrayEquals(Arrays.copyOf(chunk.waveform().toArray(), whole), detector.heard());
    }

    @Test
    void aChunkHasSpeechOnlyIfTheDetectorHearsSome() throws AudioException {
        float[] script = new float[RandomSpeech.frames(SAMPLES)];
        Chunk nobody = new MarkedChunks(oneChunk(), new ScriptedDetector(script), VadOptions.DEFAULT)
                .next()
                .orElseThrow();
        assertTrue(nobody.speech().isEmpty());
        Arrays.fill(script, 5, 25, 0.9f);
        Chunk somebody = new MarkedChunks(oneChunk(), new ScriptedDetector(script), VadOptions.DEFAULT)
                .next()
                .orElseThrow();
        assertFalse(somebody.speech().isEmpty());
    }
}
