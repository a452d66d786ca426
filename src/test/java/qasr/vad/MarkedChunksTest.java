package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import qasr.audio.AudioException;
import qasr.testing.ArrayStream;
import qasr.testing.ScriptedDetector;
import qasr.testing.Signals;

final class MarkedChunksTest {
    private static final int SAMPLES = 20_000;

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
