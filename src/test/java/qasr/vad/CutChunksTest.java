package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qasr.audio.AudioException;
import qasr.audio.SampleRange;
import qasr.testing.ArrayStream;
import qasr.testing.FailingStream;
import qasr.testing.Property;
import qasr.testing.Signals;

/** Tests the chunks of {@code --segments}. */
final class CutChunksTest {
    private static final int SECOND = 16_000;

    private static Cut cut(double start, double end, int line) {
        return new Cut(new SampleRange(Math.round(start * SECOND), Math.round(end * SECOND)), "", line);
    }

    private static List<Chunk> all(ChunkSource source) throws AudioException {
        List<Chunk> chunks = new ArrayList<>();
        for (Optional<Chunk> next = source.next(); next.isPresent(); next = source.next()) {
            chunks.add(next.get());
        }
        return chunks;
    }

    @Test
    void eachCutIsAChunkAndTheRecordingIsReadToItsEnd() throws AudioException {
        float[] samples = Signals.noise(3, 0.5, 10 * SECOND);
        CutChunks source = new CutChunks(
                new ArrayStream(samples, 1),
                List.of(cut(1, 3, 1), new Cut(new SampleRange(2 * SECOND, 4 * SECOND), "ada", 2)),
                ChunkOptions.DEFAULT,
                "cuts",
                0);
        List<Chunk> chunks = all(source);
        assertEquals(
                List.of(new SampleRange(SECOND, 3 * SECOND), new SampleRange(2 * SECOND, 4 * SECOND)),
                chunks.stream().map(Chunk::range).toList());
        assertEquals("ada", chunks.get(1).place().speaker());
        assertArrayEquals(
                Arrays.copyOfRange(samples, 2 * SECOND, 4 * SECOND),
                chunks.get(1).waveform().toArray());
        assertEquals(10 * SECOND, source.samplesRead());
        assertEquals(List.of(), source.remarks());
    }

    @Test
    void linesThatDoNotFitTheRecordingAreNamed() throws AudioException {
        CutChunks source = new CutChunks(
                new ArrayStream(Signals.noise(3, 0.5, 5 * SECOND), 1),
                List.of(cut(0, 1, 1), cut(4, 9, 2), cut(3, 5.05, 3), cut(20, 21, 4), cut(5, 6, 5)),
                ChunkOptions.DEFAULT,
                "cuts.tsv",
                2L * SECOND);
        assertEquals(3, all(source).size());
        assertEquals(
                List.of(
                        "cuts.tsv:5: the segment from 7.000 to 8.000 s starts after the end of the recording at 7.000 s;"
                                + " it is left out (and 1 more)",
                        "cuts.tsv:2: the segment from 6.000 to 11.000 s ends after the end of the recording at 7.000"
                                + " s; it is shortened"),
                source.remarks());
    }

    @Test
    void aCutWithTheNumberOfAChannelIsOneOfThatChannelIfTheSoundIsSplit() throws AudioException {
        float[] sound = Signals.noise(3, 0.5, 5 * SECOND);
        List<Cut> cuts = List.of(
                new Cut(new SampleRange(0, SECOND), "ada", "2", 1),
                new Cut(new SampleRange(SECOND, 2 * SECOND), "ada", "1", 2),
                new Cut(new SampleRange(2 * SECOND, 3 * SECOND), "left", "", 3),
                new Cut(new SampleRange(3 * SECOND, 4 * SECOND), "ada", "7", 4));
        List<Chunk> split = all(
                new CutChunks(new ArrayStream(new float[][] {sound, sound}, 1), cuts, ChunkOptions.DEFAULT, "c", 0));
        assertEquals(
                List.of("2", "1", "1", "1", "2"),
                split.stream().map(Chunk::channel).toList());
        List<Chunk> mix = all(new CutChunks(new ArrayStream(sound, 1), cuts, ChunkOptions.DEFAULT, "c", 0));
        assertEquals(4, mix.size());
    }

    @Test
    void longCutsAreSplitAndNothingIsLost() {
        Property.forAll(60, random -> {
            int length = SECOND * 8 + random.nextInt(SECOND * 4);
            List<Cut> cuts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                long start = random.nextInt(length);
                cuts.add(new Cut(new SampleRange(start, start + 400 + random.nextInt(6 * SECOND)), "s" + i, i + 1));
            }
            float[] samples = Signals.noise(random.nextInt(100), 0.5, length);
            CutChunks source = new CutChunks(
                    new ArrayStream(samples, 1), cuts, ChunkOptions.upTo(SECOND + random.nextInt(SECOND)), "c", 0);
            List<Chunk> chunks = all(source);
            long last = 0;
            for (Chunk chunk : chunks) {
                assertTrue(chunk.range().start() >= last);
                last = chunk.range().start();
                assertTrue(chunk.range().length() >= CutChunks.MIN_SAMPLES);
                assertArrayEquals(
                        Arrays.copyOfRange(samples, (int) chunk.range().start(), (int)
                                chunk.range().end()),
                        chunk.waveform().toArray());
            }
            for (Cut cut : cuts) {
                long at = cut.range().start();
                for (Chunk chunk : chunks) {
                    if (chunk.speaker().equals(cut.speaker())) {
                        assertEquals(at, chunk.range().start());
                        at = chunk.range().end();
                    }
                }
                long end = Math.min(cut.range().end(), length);
                assertTrue(end - at < CutChunks.MIN_SAMPLES, cut + " reached " + at);
            }
            assertEquals(length, source.samplesRead());
        });
    }

    @Test
    void theChunksBeforeDamageComeFirst() throws AudioException {
        CutChunks source = new CutChunks(
                new FailingStream(new ArrayStream(Signals.noise(3, 0.5, 5 * SECOND), 1), 3L * SECOND),
                List.of(cut(0, 2, 1), cut(2, 5, 2)),
                ChunkOptions.DEFAULT,
                "c",
                0);
        assertEquals(2 * SECOND, source.next().orElseThrow().range().end());
        assertEquals(3 * SECOND, source.next().orElseThrow().range().end());
        assertThrows(AudioException.class, source::next);
    }
}
