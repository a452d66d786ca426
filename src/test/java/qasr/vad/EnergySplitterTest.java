package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** The vectors are the reference's own results, computed with its code. */
final class EnergySplitterTest {
    private static final EnergySplitter.Rule SMALL = new EnergySplitter.Rule(4000, 1000, 100);

    @Test
    void splitsInTheFirstSilenceAndInTheQuietestStretch() throws AudioException {
        float[] sound = new float[10_000];
        Arrays.fill(sound, 1);
        Arrays.fill(sound, 4300, 4350, 0);
        Arrays.fill(sound, 7800, 8000, 0.1f);
        assertEquals(List.of(4300L, 3500L, 2200L), lengths(SMALL, sound));
    }

    @Test
    void splitsAtTheFirstOfEqualPlaces() throws AudioException {
        float[] sound = new float[4100];
        Arrays.fill(sound, 1);
        assertEquals(List.of(3000L, 1100L), lengths(SMALL, sound));
    }

    @Test
    void splitsAtSixteenKilohertz() throws AudioException {
        float[] sound = new float[30_000];
        Arrays.fill(sound, 0.5f);
        Arrays.fill(sound, 12_000, 12_300, 0);
        assertEquals(List.of(12_000L, 8_000L, 10_000L), lengths(EnergySplitter.Rule.upTo(16_000), sound));
    }

    @Test
    void theSearchEndsWhereTheRecordingDoesAndItsLastWindowCounts() throws AudioException {
        float[] sound = new float[5000];
        Arrays.fill(sound, 1);
        Arrays.fill(sound, 4900, 5000, 0);
        assertEquals(List.of(4900L, 100L), lengths(SMALL, sound));
        Arrays.fill(sound, 4900, 5000, 0.5f);
        sound[4999] = 0.25f; // the quietest sample of that window is its last
        assertEquals(List.of(4999L, 1L), lengths(SMALL, sound));
    }

    @Test
    void aSearchNoWiderThanItsWindowCutsAtTheLimit() throws AudioException {
        float[] sound = new float[200];
        Arrays.fill(sound, 1);
        sound[70] = 0;
        assertEquals(List.of(100L, 100L), lengths(new EnergySplitter.Rule(100, 50, 100), sound));
        assertEquals(List.of(70L, 100L, 30L), lengths(new EnergySplitter.Rule(100, 50, 99), sound));
    }

    @Test
    void itTellsHowFarItHasReadAndThatItDoesNotListen() throws AudioException {
        EnergySplitter source = new EnergySplitter(new ArrayStream(Signals.noise(1, 0.5, 16_000), 1), SMALL);
        assertEquals(0, source.samplesRead());
        while (source.next().isPresent()) {
            assertTrue(source.samplesHeld() > 0);
        }
        assertEquals(16_000, source.samplesRead());
        assertFalse(source.detectsSpeech());
        assertEquals(Backdrop.Kind.NOISE, source.backdrop().kind(new SampleRange(0, 16_000)));
    }

    /** As 20,000 s in chunks of a second. */
    @Test
    void channelsThatAreSilentForManyChunksHaveNone() throws AudioException {
        float[] silence = new float[20_000 * 100];
        EnergySplitter source = new EnergySplitter(
                new ArrayStream(new float[][] {silence, silence}, 1), new EnergySplitter.Rule(100, 50, 100));
        assertEquals(Optional.empty(), source.next());
        assertEquals(silence.length, source.samplesRead());
    }

    @Test
    void recordingUpToTheLimitIsOneChunk() throws AudioException {
        assertEquals(List.of(4000L), lengths(SMALL, new float[4000]));
        assertEquals(List.of(1L), lengths(SMALL, new float[1]));
        assertEquals(List.of(), lengths(SMALL, new float[0]));
    }

    @Test
    void chunksTogetherAreTheRecording() {
        Property.forAll(20, random -> {
            float[] sound = RandomSpeech.samples(random, random.nextInt(60 * Signals.SECOND));
            long max = (long) Signals.SECOND + random.nextInt(20 * Signals.SECOND);
            var source = new EnergySplitter(new ArrayStream(sound, random.nextLong()), ChunkOptions.upTo(max));
            List<float[]> parts = new ArrayList<>();
            long end = 0;
            for (Chunk chunk : all(source)) {
                assertEquals(end, chunk.range().start());
                assertEquals(List.of(chunk.range()), chunk.speech());
                assertTrue(chunk.range().length() <= max + 5 * Signals.SECOND);
                end = chunk.range().end();
                parts.add(chunk.waveform().toArray());
            }
            assertArrayEquals(sound, Signals.concat(parts.toArray(float[][]::new)));
        });
    }

    @Test
    void everyCutIsWithinFiveSecondsOfTheLimit() throws AudioException {
        float[] sound = Signals.noise(1, 0.5, 200 * Signals.SECOND);
        List<Long> lengths = lengths(EnergySplitter.Rule.upTo(30 * Signals.SECOND), sound);
        for (long length : lengths.subList(0, lengths.size() - 1)) {
            assertTrue(Math.abs(length - 30 * Signals.SECOND) <= 5 * Signals.SECOND, "length " + length);
        }
    }

    @Test
    void damagedSamplesDoNotStopIt() throws AudioException {
        float[] sound = Signals.noise(1, 0.5, 10_000);
        Arrays.fill(sound, 3500, 4500, Float.NaN);
        sound[3000] = Float.NEGATIVE_INFINITY;
        assertEquals(10_000, lengths(SMALL, sound).stream().mapToLong(l -> l).sum());
    }

    @Test
    void soundReadBeforeAFailureIsHandedOutFirst() throws AudioException {
        var stream = new FailingStream(new ArrayStream(new float[10_000], 1), 9_000);
        EnergySplitter source = new EnergySplitter(stream, SMALL);
        long heard = 0;
        while (heard < 9_000) {
            heard += source.next().orElseThrow().range().length();
        }
        assertThrows(AudioException.class, source::next);
    }

    @Test
    void memoryIsBounded() throws AudioException {
        float[] sound = Signals.noise(1, 0.5, 600 * Signals.SECOND);
        EnergySplitter source = new EnergySplitter(new ArrayStream(sound, 1), ChunkOptions.DEFAULT);
        while (source.next().isPresent()) {
            assertTrue(source.samplesHeld() <= 35 * Signals.SECOND, "held " + source.samplesHeld());
        }
    }

    private static List<Long> lengths(EnergySplitter.Rule rule, float[] sound) throws AudioException {
        return all(new EnergySplitter(new ArrayStream(sound, 1), rule)).stream()
                .map(chunk -> chunk.range().length())
                .toList();
    }

    private static List<Chunk> all(ChunkSource source) throws AudioException {
        List<Chunk> chunks = new ArrayList<>();
        Optional<Chunk> chunk = source.next();
        while (chunk.isPresent()) {
            chunks.add(chunk.get());
            chunk = source.next();
        }
        return chunks;
    }
}
