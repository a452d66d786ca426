package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.audio.AudioException;
import qasr.audio.SampleRange;
import qasr.testing.ArrayStream;
import qasr.testing.FailingStream;
import qasr.testing.Property;
import qasr.testing.ScriptedDetector;
import qasr.testing.Signals;

final class SpeechChunksTest {
    private static final int SECOND = Signals.SECOND;
    private static final int FRAME = SpeechDetector.FRAME_SAMPLES;

    /** A generated recording and what is asked of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Case(float[] sound, float[] script, VadOptions vad, ChunkOptions options, long seed) {
        static Case of(Random random) {
            int samples = random.nextInt(20 * SECOND);
            ChunkOptions options =
                    new ChunkOptions(SECOND + random.nextInt(20 * SECOND), random.nextInt(3000), random.nextInt(500));
            return new Case(
                    RandomSpeech.samples(random, samples),
                    RandomSpeech.probabilities(random, RandomSpeech.frames(samples)),
                    RandomSpeech.options(random),
                    options,
                    random.nextLong());
        }

        List<SampleRange> speech() {
            return HysteresisTest.ranges(vad, sound.length, script);
        }

        List<Chunk> chunks() throws AudioException {
            return all(new SpeechChunks(new ArrayStream(sound, seed), new ScriptedDetector(script), vad, options));
        }
    }

    @Test
    void chunksAreOrderedDisjointWithinBoundsAndNotTooLong() {
        Property.forAll(100, random -> {
            Case c = Case.of(random);
            long end = 0;
            for (Chunk chunk : c.chunks()) {
                SampleRange range = chunk.range();
                assertTrue(range.start() >= end, () -> range + " starts inside the chunk before");
                assertTrue(range.length() > 0 && range.length() <= c.options.maxChunkSamples(), range::toString);
                end = range.end();
            }
            assertTrue(end <= c.sound.length);
        });
    }

    @Test
    void everySampleOfSpeechIsInExactlyOneChunk() {
        Property.forAll(100, random -> {
            Case c = Case.of(random);
            int[] chunksWith = new int[c.sound.length];
            boolean[] spoken = new boolean[c.sound.length];
            for (Chunk chunk : c.chunks()) {
                for (long i = chunk.range().start(); i < chunk.range().end(); i++) {
                    chunksWith[(int) i]++;
                }
                for (SampleRange range : chunk.speech()) {
                    assertTrue(range.start() >= chunk.range().start()
                            && range.end() <= chunk.range().end());
                    Arrays.fill(spoken, (int) range.start(), (int) range.end(), true);
                }
            }
            boolean[] expected = new boolean[c.sound.length];
            for (SampleRange range : c.speech()) {
                Arrays.fill(expected, (int) range.start(), (int) range.end(), true);
                for (long i = range.start(); i < range.end(); i++) {
                    assertEquals(1, chunksWith[(int) i], "chunks with sample " + i);
                }
            }
            assertArrayEquals(expected, spoken, "speech that the chunks name");
        });
    }

    @Test
    void chunksHaveTheSamplesOfTheirRange() {
        Property.forAll(40, random -> {
            Case c = Case.of(random);
            for (Chunk chunk : c.chunks()) {
                int start = (int) chunk.range().start();
                int end = (int) chunk.range().end();
                assertArrayEquals(
                        Arrays.copyOfRange(c.sound, start, end),
                        chunk.waveform().toArray());
            }
        });
    }

    /** Deciding while speech goes on, in bounded memory, must not change what is decided. */
    @Test
    void streamingPlansTheSameChunksAsTheWholeRecordingAtOnce() {
        Property.forAll(100, random -> {
            Case c = Case.of(random);
            Chunker chunker = new Chunker(c.options, window -> {
                float[] samples = Arrays.copyOfRange(c.sound, (int) window.start(), (int) window.end());
                return window.start() + QuietestPoint.of(samples, i -> c.script[(int) ((window.start() + i) / FRAME)]);
            });
            c.speech().forEach(chunker::add);
            chunker.finish(c.sound.length);
            List<Chunker.Plan> expected = new ArrayList<>();
            Optional<Chunker.Plan> plan = chunker.poll();
            while (plan.isPresent()) {
                expected.add(plan.get());
                plan = chunker.poll();
            }
            List<Chunker.Plan> actual = c.chunks().stream()
                    .map(chunk -> new Chunker.Plan(chunk.range(), chunk.speech()))
                    .toList();
            assertEquals(expected, actual);
        });
    }

    @Test
    void speechIsJoinedOverShortSilencesOnly() throws AudioException {
        // 3 s of speech, 1 s of silence, 3 s of speech, 3 s of silence, 3 s of speech
        List<Chunk> chunks = chunks(ChunkOptions.DEFAULT, 3, 1, 3, 3, 3);
        assertEquals(2, chunks.size());
        assertEquals(List.of(2, 1), chunks.stream().map(c -> c.speech().size()).toList());
    }

    @Test
    void fullChunkEndsInTheLongestSilenceOfItsSecondHalf() throws AudioException {
        // A pause of 1.5 s in the first half, 1 s in the second, then short ones until nothing fits any more.
        List<Chunk> chunks = chunks(new ChunkOptions(30L * SECOND, 2000, 0), 9, 1.5, 9, 1, 4, 0.5, 4, 0.5, 6, 5);
        assertEquals(List.of(2, 3), chunks.stream().map(c -> c.speech().size()).toList());
    }

    @Test
    void overlongSpeechIsCutAtItsQuietestPoint() throws AudioException {
        float[] sound = Signals.tone(200, 0.5, 40 * SECOND);
        for (int i = 0; i < 3200; i++) {
            sound[27 * SECOND + i] *= 0.1f; // the quietest place of all but one
            sound[5 * SECOND + i] = 0; // which is too far from the limit
        }
        float[] script = new float[RandomSpeech.frames(sound.length)];
        Arrays.fill(script, 0.9f);
        List<Chunk> chunks = all(new SpeechChunks(
                new ArrayStream(sound, 1), new ScriptedDetector(script), VadOptions.DEFAULT, ChunkOptions.DEFAULT));
        assertEquals(2, chunks.size());
        long cut = chunks.get(0).range().end();
        assertTrue(cut > 27 * SECOND && cut < 27 * SECOND + 3200, "cut at " + cut);
        assertEquals(cut, chunks.get(1).range().start());
    }

    @Test
    void equallyLoudSpeechIsCutWhereItIsLeastLikelySpeech() throws AudioException {
        float[] sound = Signals.noise(1, 0.5, 40 * SECOND);
        float[] script = new float[RandomSpeech.frames(sound.length)];
        Arrays.fill(script, 0.99f);
        int doubtful = 28 * SECOND / FRAME;
        script[doubtful] = 0.4f;
        List<Chunk> chunks = all(new SpeechChunks(
                new ArrayStream(sound, 1), new ScriptedDetector(script), VadOptions.DEFAULT, ChunkOptions.DEFAULT));
        assertEquals(doubtful, chunks.get(0).range().end() / FRAME);
    }

    @Test
    void silenceAroundSpeechIsKeptButNeverShared() throws AudioException {
        ChunkOptions options = new ChunkOptions(30L * SECOND, 200, 200);
        List<Chunk> chunks = chunks(options, 2, 0.3, 2, 3);
        assertEquals(2, chunks.size());
        SampleRange first = chunks.get(0).range();
        SampleRange second = chunks.get(1).range();
        assertTrue(second.start() - first.end() <= 1, first + " and " + second + " share the silence between them");
        long speechEnd = chunks.get(1).speech().get(0).end();
        assertEquals(speechEnd + 3200, second.end(), "200 ms where there is room");
    }

    @Test
    void soundThatMayBeSpeechIsUnsureUnlessAChunkHasIt() throws AudioException {
        float[] sound = Signals.silence(20 * SECOND);
        float[] script = new float[RandomSpeech.frames(sound.length)];
        Arrays.fill(script, 100, 150, 0.9f);
        Arrays.fill(script, 97, 100, 0.3f); // less than the chunk's padding
        Arrays.fill(script, 300, 310, 0.1f);
        Arrays.fill(script, 310, 315, 0.49f);
        Arrays.fill(script, 400, 420, 0.09f);
        script[500] = 0.6f; // too short for speech, but sure
        script[501] = 0.2f;
        var source = new SpeechChunks(
                new ArrayStream(sound, 1), new ScriptedDetector(script), VadOptions.DEFAULT, ChunkOptions.DEFAULT);
        List<SampleRange> given = all(source).stream().map(Chunk::range).toList();
        assertEquals(1, given.size());
        assertEquals(
                List.of(new SampleRange(300 * FRAME, 315 * FRAME), new SampleRange(501 * FRAME, 502 * FRAME)),
                source.backdrop().unsureOutside(given));
    }

    @Test
    void recordingWithoutSpeechHasNoChunks() throws AudioException {
        assertEquals(List.of(), chunks(ChunkOptions.DEFAULT, 0, 20));
        assertEquals(List.of(), chunks(ChunkOptions.DEFAULT));
    }

    /**
     * The detector must get zeros after the end of a recording: repeats of the last sound would be detected as speech.
     */
    @Test
    void theLastVadFrameIsFilledUpWithZeros() {
        Property.forAll(20, random -> {
            float[] sound = Signals.noise(random.nextLong(), 0.5, 1 + random.nextInt(3 * SECOND));
            var detector = new ListeningDetector();
            all(new SpeechChunks(
                    new ArrayStream(sound, random.nextLong()), detector, VadOptions.DEFAULT, ChunkOptions.DEFAULT));
            assertArrayEquals(Arrays.copyOf(sound, RandomSpeech.frames(sound.length) * FRAME), detector.heard());
        });
    }

    @Test
    void detectorIsResetForEachRecording() throws AudioException {
        float[] sound = Signals.silence(FRAME * 20);
        float[] script = new float[20];
        Arrays.fill(script, 1);
        ScriptedDetector detector = new ScriptedDetector(script);
        for (int i = 0; i < 2; i++) {
            var source =
                    new SpeechChunks(new ArrayStream(sound, i), detector, VadOptions.DEFAULT, ChunkOptions.DEFAULT);
            assertEquals(1, all(source).size());
        }
    }

    @Test
    void speechHeardBeforeAFailureIsHandedOutFirst() throws AudioException {
        float[] sound = Signals.silence(40 * SECOND);
        float[] script = new float[RandomSpeech.frames(sound.length)];
        Arrays.fill(script, 1);
        var source = new SpeechChunks(
                new FailingStream(new ArrayStream(sound, 1), 35 * SECOND),
                new ScriptedDetector(script),
                VadOptions.DEFAULT,
                ChunkOptions.DEFAULT);
        long heard = source.next().orElseThrow().range().length()
                + source.next().orElseThrow().range().length();
        assertEquals(35 * SECOND, heard);
        assertThrows(AudioException.class, source::next);
    }

    /** A detector that fails in block k has heard the blocks before: their speech comes out, the rest is only read. */
    @Test
    void speechHeardBeforeTheDetectorFailsIsHandedOutAndTheRestIsUnheard() throws AudioException {
        Property.forAll(40, random -> {
            Case c = Case.of(random);
            int frames = c.script.length;
            int block = 32;
            int failing = random.nextInt(frames + 1);
            int heard = failing / block * block;
            SpeechDetector detector = new ScriptedDetector(c.script).failingAt(failing);
            var source = new SpeechChunks(new ArrayStream(c.sound, c.seed), detector, c.vad, c.options);
            List<Chunk> chunks = all(source);
            assertEquals(c.sound.length, source.samplesRead());
            if (failing == frames) {
                assertTrue(source.backdrop().unheardFrom().isEmpty());
                assertEquals(c.chunks().size(), chunks.size());
                return;
            }
            assertEquals((long) heard * FRAME, source.backdrop().unheardFrom().getAsLong());
            List<SampleRange> expected = HysteresisTest.ranges(c.vad, heard * FRAME, Arrays.copyOf(c.script, heard));
            assertEquals(
                    expected.stream().mapToLong(SampleRange::length).sum(),
                    chunks.stream()
                            .flatMap(chunk -> chunk.speech().stream())
                            .mapToLong(SampleRange::length)
                            .sum());
        });
    }

    @Test
    void memoryIsBoundedWhateverTheRecordingHolds() throws AudioException {
        Random random = new Random(1);
        float[] sound = Signals.noise(1, 0.5, 300 * SECOND);
        int frames = RandomSpeech.frames(sound.length);
        float[] speech = new float[frames];
        Arrays.fill(speech, 0.9f);
        for (float[] script : List.of(new float[frames], speech, RandomSpeech.probabilities(random, frames))) {
            SpeechChunks source = new SpeechChunks(
                    new ArrayStream(sound, 1), new ScriptedDetector(script), VadOptions.DEFAULT, ChunkOptions.DEFAULT);
            long most = 0;
            while (source.next().isPresent()) {
                most = Math.max(most, source.samplesHeld());
            }
            most = Math.max(most, source.samplesHeld());
            assertEquals(sound.length, source.samplesRead());
            assertTrue(most < 35 * SECOND, "held " + most + " samples");
        }
    }

    /** Returns the chunks of seconds of speech and silence in turn. */
    private static List<Chunk> chunks(ChunkOptions options, double... seconds) throws AudioException {
        int samples = (int) (Arrays.stream(seconds).sum() * SECOND);
        float[] script = new float[RandomSpeech.frames(samples)];
        double start = 0;
        for (int i = 0; i < seconds.length; i++) {
            double end = start + seconds[i] * SECOND;
            Arrays.fill(
                    script,
                    (int) Math.min(start / FRAME, script.length),
                    (int) Math.min(end / FRAME, script.length),
                    i % 2 == 0 ? 1 : 0);
            start = end;
        }
        return all(new SpeechChunks(
                new ArrayStream(Signals.noise(1, 0.1, samples), 1),
                new ScriptedDetector(script),
                VadOptions.DEFAULT,
                options));
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
