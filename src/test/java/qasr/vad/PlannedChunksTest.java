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

final class PlannedChunksTest {
    private static final int SECOND = Signals.SECOND;
    private static final ChunkOptions TEN_SECONDS = ChunkOptions.upTo(10L * SECOND);

    @Test
    void everyPlaceIsHandedOutWithItsSound() throws AudioException {
        float[] sound = Signals.noise(1, 0.5, 60 * SECOND);
        List<Chunk.Place> places = List.of(place(1, 2, 4, 5), place(5, 5, 15, 15), place(58, 58, 59, 60));
        PlannedChunks source = new PlannedChunks(new ArrayStream(sound, 1), places, TEN_SECONDS);
        List<Chunk> chunks = all(source);
        assertEquals(places, chunks.stream().map(Chunk::place).toList());
        for (Chunk chunk : chunks) {
            int start = (int) chunk.range().start();
            assertArrayEquals(
                    Arrays.copyOfRange(sound, start, (int) chunk.range().end()),
                    chunk.waveform().toArray());
        }
        assertEquals(sound.length, source.samplesRead());
        assertEquals(Backdrop.Kind.NOISE, source.backdrop().kind(new SampleRange(0, SECOND)));
        assertTrue(source.detectsSpeech());
    }

    @Test
    void silenceIsCutFromAPlaceThatIsTooLong() throws AudioException {
        // 8 s are said, 2 s of silence fit: 1 s on each side, or what there is before and the rest behind.
        assertEquals(List.of(place(4, 5, 13, 14)), places(place(0, 5, 13, 20)));
        assertEquals(List.of(place(4, 5, 13, 14)), places(place(4, 5, 13, 20)));
        assertEquals(List.of(place(5, 5, 13, 15)), places(place(5, 5, 13, 20)));
        assertEquals(List.of(place(4, 5, 13, 13)), places(place(0, 5, 13, 13)));
        assertEquals(List.of(place(5, 5, 15, 15)), places(place(0, 5, 15, 20)), "no room at all");
    }

    @Test
    void aPlaceAsLongAsAChunkMayBeIsLeftAlone() throws AudioException {
        assertEquals(List.of(place(0, 5, 6, 10)), places(place(0, 5, 6, 10)));
    }

    @Test
    void overlongSpeechIsCutAtTheQuietestPointOfTheSecondHalf() throws AudioException {
        float[] sound = Signals.tone(200, 0.5, 40 * SECOND);
        Arrays.fill(sound, 6 * SECOND, 6 * SECOND + 1600, 0); // in the first half: 2 s to 7 s
        Arrays.fill(sound, 9 * SECOND, 9 * SECOND + 1600, 0);
        List<Chunk> chunks = all(new PlannedChunks(
                new ArrayStream(sound, 1), List.of(place(2, 3, 18, 19), place(20, 20, 21, 21)), TEN_SECONDS));
        long cut = 9L * SECOND + 800;
        assertEquals(
                List.of(
                        new Chunk.Place(new SampleRange(2L * SECOND, cut), new SampleRange(3L * SECOND, cut)),
                        new Chunk.Place(new SampleRange(cut, 19L * SECOND), new SampleRange(cut, 18L * SECOND)),
                        place(20, 20, 21, 21)),
                chunks.stream().map(Chunk::place).toList());
    }

    @Test
    void speechIsHandedOutWholeAndInOrderWhateverIsPlanned() {
        Property.forAll(50, random -> {
            float[] sound = Signals.noise(random.nextLong(), 0.5, 60 * SECOND);
            List<Chunk.Place> places = new ArrayList<>();
            long at = 0;
            while (at < 40L * SECOND) {
                long start = at + random.nextInt(SECOND);
                long heard = start + random.nextInt(SECOND / 2);
                long end = heard + 1 + random.nextInt(15 * SECOND);
                at = end + random.nextInt(3 * SECOND);
                places.add(new Chunk.Place(new SampleRange(start, at), new SampleRange(heard, end)));
            }
            ChunkOptions options = ChunkOptions.upTo(SECOND + random.nextInt(10 * SECOND));
            boolean[] spoken = new boolean[80 * SECOND];
            long last = 0;
            for (Chunk chunk : all(new PlannedChunks(new ArrayStream(sound, random.nextLong()), places, options))) {
                assertTrue(chunk.range().start() >= last, chunk.range()::toString);
                assertTrue(chunk.range().length() <= options.maxChunkSamples(), chunk.range()::toString);
                last = chunk.range().end();
                Arrays.fill(
                        spoken, (int) chunk.heard().start(), (int) chunk.heard().end(), true);
            }
            boolean[] expected = new boolean[spoken.length];
            for (Chunk.Place place : places) {
                Arrays.fill(
                        expected,
                        (int) place.heard().start(),
                        (int) place.heard().end(),
                        true);
            }
            assertArrayEquals(expected, spoken);
        });
    }

    @Test
    void aRecordingThatHasBecomeShorterIsAnErrorOnlyIfSpeechIsGone() throws AudioException {
        float[] sound = Signals.noise(1, 0.5, 4 * SECOND);
        List<Chunk> chunks = all(new PlannedChunks(new ArrayStream(sound, 1), List.of(place(1, 2, 3, 5)), TEN_SECONDS));
        assertEquals(place(1, 2, 3, 4), chunks.get(0).place());
        chunks = all(new PlannedChunks(new ArrayStream(sound, 1), List.of(place(1, 2, 6, 7)), TEN_SECONDS));
        assertEquals(
                List.of(place(1, 2, 4, 4)), chunks.stream().map(Chunk::place).toList());
        for (int start : new int[] {3, 9}) {
            PlannedChunks gone =
                    new PlannedChunks(new ArrayStream(sound, 1), List.of(place(start, start + 1, 12, 12)), TEN_SECONDS);
            assertEquals(
                    "is shorter than in the earlier run: it ends before " + start + " s",
                    assertThrows(AudioException.class, gone::next).getMessage());
        }
    }

    @Test
    void aRecordingThatCannotBeReadIsAnError() {
        var stream = new FailingStream(new ArrayStream(Signals.noise(1, 0.5, 4 * SECOND), 1), 2L * SECOND);
        PlannedChunks source = new PlannedChunks(stream, List.of(place(1, 1, 3, 3)), TEN_SECONDS);
        assertEquals(
                "the recording breaks off",
                assertThrows(AudioException.class, source::next).getMessage());
    }

    private static List<Chunk.Place> places(Chunk.Place planned) throws AudioException {
        float[] sound = Signals.noise(1, 0.5, 60 * SECOND);
        return all(new PlannedChunks(new ArrayStream(sound, 1), List.of(planned), TEN_SECONDS)).stream()
                .map(Chunk::place)
                .toList();
    }

    private static Chunk.Place place(int start, int heardStart, int heardEnd, int end) {
        return new Chunk.Place(
                new SampleRange((long) start * SECOND, (long) end * SECOND),
                new SampleRange((long) heardStart * SECOND, (long) heardEnd * SECOND));
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
