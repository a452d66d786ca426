package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.testing.ArrayStream;
import qasr.testing.LoudnessDetector;
import qasr.testing.MadeCall;
import qasr.testing.Property;
import qasr.testing.Signals;
import qasr.transcript.Warning;

final class SplitChunksTest {
    private static final int SECOND = Waveform.SAMPLE_RATE;

    /** Chunks and warnings. */
    private record Heard(List<Chunk> chunks, List<String> warnings) {
        /** Returns the channels of the chunks in order, such as "1 2 1". */
        String channels() {
            return String.join(" ", chunks.stream().map(Chunk::channel).toList());
        }
    }

    private static SplitChunks source(AudioStream stream) {
        List<SpeechDetector> detectors = new ArrayList<>();
        for (int channel = 0; channel < stream.channels(); channel++) {
            detectors.add(new LoudnessDetector());
        }
        return new SplitChunks(stream, detectors, VadOptions.DEFAULT, ChunkOptions.DEFAULT);
    }

    private static Heard heard(float[]... channels) throws AudioException {
        return heard(channels, 1);
    }

    private static Heard heard(float[][] channels, long seed) throws AudioException {
        SplitChunks source = source(new ArrayStream(channels, seed));
        Heard heard = heard(source);
        assertEquals(channels[0].length, source.samplesRead());
        return heard;
    }

    private static Heard heard(SplitChunks source) throws AudioException {
        List<Chunk> chunks = new ArrayList<>();
        Optional<Chunk> next = source.next();
        while (next.isPresent()) {
            chunks.add(next.get());
            next = source.next();
        }
        return new Heard(chunks, source.channelRemarks());
    }

    /** Returns how many seconds of {@code wanted} the chunks of a channel cover. */
    private static double covered(Heard heard, int channel, SampleRange wanted) {
        return heard.chunks().stream()
                        .filter(chunk -> chunk.channel().equals(String.valueOf(channel + 1)))
                        .flatMap(chunk -> chunk.speech().stream())
                        .mapToLong(range -> Math.max(
                                0, Math.min(range.end(), wanted.end()) - Math.max(range.start(), wanted.start())))
                        .sum()
                / (double) SECOND;
    }

    private static double speech(Heard heard, int channel) {
        return covered(heard, channel, new SampleRange(0, Long.MAX_VALUE / 2));
    }

    private static MadeCall conversation() {
        return new MadeCall(2, 17, 1)
                .turn(0, 0.5, 3)
                .turn(1, 3.2, 5)
                .turn(0, 5.2, 7)
                .turn(1, 7.3, 12)
                .turn(0, 10, 11)
                .turn(0, 13, 16);
    }

    @Test
    void aCallIsInTheOrderOfItsTurns() throws AudioException {
        MadeCall call = conversation();
        Heard heard = heard(call.clean());
        assertEquals("1 2 1 2 1 1", heard.channels());
        for (int i = 0; i < call.turns().size(); i++) {
            Chunk chunk = heard.chunks().get(i);
            SampleRange turn = call.turns().get(i).range();
            assertEquals((double) turn.start(), (double) chunk.heard().start(), 0.1 * SECOND);
            assertEquals((double) turn.end(), (double) chunk.heard().end(), 0.2 * SECOND);
            assertEquals(chunk.channel().equals("1") ? "left" : "right", chunk.speaker());
        }
        assertEquals(List.of(), heard.warnings());
    }

    @Test
    void aListenersShortWordsDoNotCutASentence() throws AudioException {
        Heard heard = heard(new MadeCall(2, 9, 2)
                .turn(0, 0.5, 4)
                .turn(1, 3.95, 4.3)
                .turn(0, 4.5, 8)
                .clean());
        assertEquals("1 2", heard.channels());
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, -20, -30, -40})
    void theOthersVoiceIsHeardOnceOnly(int decibels) {
        Property.forAll(3, random -> {
            MadeCall call = new MadeCall(2, 17, random.nextInt())
                    .turn(0, 0.5, 4)
                    .turn(1, 4.5, 8)
                    .turn(0, 8.5, 12)
                    .turn(1, 11, 15);
            int delay = random.nextInt(5601);
            Heard heard = heard(call.withBleed(decibels, delay));
            for (MadeCall.Turn turn : call.turns()) {
                double length = turn.range().length() / (double) SECOND;
                double own = covered(heard, turn.channel(), turn.range());
                assertTrue(own > 0.95 * length, delay + " samples later: only " + own + " s of " + turn);
            }
            for (int channel = 0; channel < 2; channel++) {
                assertEquals(7.0 + (channel == 1 ? 0.5 : 0), speech(heard, channel), 0.6, delay + " samples later");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"1", "0.5", "2", "-1", "-0.7"})
    void channelsThatAreOneSignalAreHeardOnce(double factor) throws AudioException {
        float[] voice = new MadeCall(1, 8, 3).turn(0, 0.5, 3).turn(0, 5.5, 7.5).clean()[0];
        Heard heard = heard(voice, MadeCall.times(voice, factor));
        assertEquals(factor > 1.5 ? "2 2" : "1 1", heard.channels());
        String both = factor > 1.5
                ? "the left channel is the same signal as the right channel"
                : "the right channel is the same signal as the left channel";
        assertEquals(List.of(both + ": both together are transcribed once"), heard.warnings());
        if (Math.abs(factor) == 1) {
            assertEquals("", heard.chunks().get(0).speaker());
        }
    }

    @Test
    void threeEqualChannelsAreHeardOnce() throws AudioException {
        float[] voice = new MadeCall(1, 4, 4).turn(0, 0.5, 3).clean()[0];
        assertEquals("1", heard(voice, voice.clone(), voice.clone()).channels());
    }

    @Test
    void theQuietSideIsMadeAsLoudAsTheOther() throws AudioException {
        float[][] call = conversation().clean();
        Heard heard = heard(call[0], MadeCall.times(call[1], 0.02));
        assertEquals("1 2 1 2 1 1", heard.channels());
        double loud = power(heard.chunks().get(0));
        double quiet = power(heard.chunks().get(1));
        assertEquals(0, 10 * Math.log10(quiet / loud), 6);
        assertArrayEquals( // what is loud enough stays as it is
                Arrays.copyOfRange(call[0], (int) heard.chunks().get(0).range().start(), (int)
                        heard.chunks().get(0).range().end()),
                heard.chunks().get(0).waveform().toArray());
    }

    private static double power(Chunk chunk) {
        double sum = 0;
        for (float sample : chunk.waveform().toArray()) {
            sum += sample * (double) sample;
        }
        return sum / chunk.waveform().length();
    }

    @Test
    void silentChannelsAreSaid() throws AudioException {
        float[][] channels = new float[6][4 * SECOND];
        channels[2] = new MadeCall(1, 4, 5).turn(0, 0.5, 3).clean()[0];
        channels[4] = Signals.noise(1, 0.0001, 4 * SECOND);
        Heard heard = heard(channels);
        assertEquals("3", heard.channels());
        assertEquals("channel 3", heard.chunks().get(0).speaker());
        assertTrue(
                heard.warnings().contains("channel 1, channel 2, channel 4, channel 6 are silent"),
                heard.warnings().toString());
    }

    @Test
    void chunksAreInOrderOfTheirStartAndDoNotDependOnReading() {
        Property.forAll(6, random -> {
            int count = 2 + random.nextInt(2);
            MadeCall call = new MadeCall(count, 60, random.nextInt());
            for (int channel = 0; channel < count; channel++) {
                double at = random.nextDouble();
                while (at < 56) {
                    double length = 0.4 + 3 * random.nextDouble();
                    call.turn(channel, at, at + length);
                    at += length + 3 * random.nextDouble();
                }
            }
            Heard heard = heard(call.clean(), 1);
            Heard again = heard(call.clean(), random.nextInt());
            assertEquals(
                    heard.chunks().stream().map(Chunk::place).toList(),
                    again.chunks().stream().map(Chunk::place).toList());
            long last = 0;
            for (Chunk chunk : heard.chunks()) {
                assertTrue(chunk.heard().start() >= last, chunk.place() + " after " + last);
                last = chunk.heard().start();
            }
            for (int channel = 0; channel < count; channel++) {
                double alone = 0;
                double kept = 0;
                for (Chunk chunk : heard(call.clean()[channel]).chunks()) {
                    for (SampleRange range : chunk.speech()) {
                        alone += range.length() / (double) SECOND;
                        kept += covered(heard, channel, range);
                    }
                }
                // Made voices are alike for a moment, when they have the same pitch.
                assertTrue(kept > 0.97 * alone, "only " + kept + " s of " + alone + " s in channel " + channel);
                long end = 0;
                String number = String.valueOf(channel + 1);
                for (Chunk chunk : heard.chunks()) {
                    if (chunk.channel().equals(number)) {
                        assertTrue(chunk.range().start() >= end, "chunks of one channel overlap");
                        end = chunk.range().end();
                    }
                }
            }
        });
    }

    @Test
    void memoryDoesNotGrowWithTheRecording() throws AudioException {
        float[] left = Signals.noise(1, 0.2, 40 * SECOND);
        float[] right = Signals.noise(2, 0.2, 2 * SECOND);
        AudioStream endless = new AudioStream() {
            private long position;

            @Override
            public int channels() {
                return 2;
            }

            @Override
            public int read(float[] buffer, int offset, int length) {
                throw new IllegalStateException();
            }

            @Override
            public int read(float[][] buffers, int offset, int length) {
                for (int i = 0; i < length; i++, position++) {
                    // The left speaks for five minutes without a pause, the right a word each minute.
                    buffers[0][offset + i] = left[(int) (position % left.length)];
                    int within = (int) (position % (60L * SECOND));
                    buffers[1][offset + i] = within < SECOND ? right[within] : 0;
                }
                return position > 300L * SECOND ? -1 : length;
            }

            @Override
            public OptionalLong expectedSamples() {
                return OptionalLong.empty();
            }

            @Override
            public AudioFormat format() {
                return new AudioFormat("made", SECOND, 2);
            }

            @Override
            public List<Warning> warnings() {
                return List.of();
            }

            @Override
            public void close() {}
        };
        SplitChunks source = source(endless);
        long most = 0;
        int words = 0;
        Optional<Chunk> next = source.next();
        while (next.isPresent()) {
            words += next.get().channel().equals("2") ? 1 : 0;
            most = Math.max(most, source.samplesHeld());
            next = source.next();
        }
        assertTrue(most < 40L * SECOND, most / SECOND + " s are held");
        assertEquals(5, words);
    }

    @Test
    void whatWasReadBeforeAFailureComesFirst() {
        float[][] call = conversation().clean();
        AudioStream whole = new ArrayStream(call, 1);
        AudioStream failing = new AudioStream() {
            private long left = 6L * SECOND;

            @Override
            public int channels() {
                return 2;
            }

            @Override
            public int read(float[] buffer, int offset, int length) {
                throw new IllegalStateException();
            }

            @Override
            public int read(float[][] buffers, int offset, int length) throws AudioException {
                if (left == 0) {
                    throw new AudioException("breaks off");
                }
                int count = whole.read(buffers, offset, (int) Math.min(left, length));
                left -= count;
                return count;
            }

            @Override
            public OptionalLong expectedSamples() {
                return OptionalLong.empty();
            }

            @Override
            public AudioFormat format() {
                return whole.format();
            }

            @Override
            public List<Warning> warnings() {
                return List.of();
            }

            @Override
            public void close() {}
        };
        SplitChunks source = source(failing);
        List<String> channels = new ArrayList<>();
        AudioException failure = assertThrows(AudioException.class, () -> {
            Optional<Chunk> next = source.next();
            while (next.isPresent()) {
                channels.add(next.get().channel());
                next = source.next();
            }
        });
        assertEquals("breaks off", failure.getMessage());
        assertEquals(List.of("1", "2", "1"), channels);
    }

    /** The louder channel may have mains hum that its detector does not hear through, or its detector failed. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "1, 4", "2, 1", "4, 1"})
    void speechThatTheLouderChannelDoesNotHearIsLeftToTheOther(float left, float right) throws AudioException {
        MadeCall call = new MadeCall(1, 12, 3).turn(0, 0.5, 4).turn(0, 5.5, 9.5);
        float[] voice = call.clean()[0];
        float[][] both = new float[2][voice.length];
        for (int i = 0; i < voice.length; i++) {
            both[0][i] = left * voice[i] / 8;
            both[1][i] = right * voice[i] / 8;
        }
        for (int deaf = 0; deaf < 2; deaf++) {
            for (DeafDetector detector :
                    List.of(new DeafDetector(0, 0), new DeafDetector(0.4f, 0.4f), new DeafDetector(0, 0.9f))) {
                List<SpeechDetector> detectors =
                        new ArrayList<>(List.of(new LoudnessDetector(), new LoudnessDetector()));
                detectors.set(deaf, detector);
                Heard heard = heard(
                        new SplitChunks(new ArrayStream(both, 1), detectors, VadOptions.DEFAULT, ChunkOptions.DEFAULT));
                assertEquals(7.5, speech(heard, 1 - deaf), 0.6, "deaf: " + deaf + ", " + detector);
                assertEquals(0, speech(heard, deaf));
            }
        }
    }

    /** A detector that hears too little for speech: one frame of eight, from the third on, may be higher. */
    private record DeafDetector(float usual, float high) implements SpeechDetector {
        @Override
        public float[] probabilities(float[] samples) {
            float[] probabilities = new float[samples.length / FRAME_SAMPLES];
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = i % 8 == 2 ? high : usual;
            }
            return probabilities;
        }

        @Override
        public void reset() {}

        @Override
        public void close() {}
    }

    @Test
    void aDetectorThatFailsLosesItsOwnChannelOnly() throws AudioException {
        SpeechDetector failing = new SpeechDetector() {
            private int calls;

            @Override
            public float[] probabilities(float[] samples) throws DetectorException {
                if (++calls > 6) {
                    throw new DetectorException("not finite");
                }
                return new LoudnessDetector().probabilities(samples);
            }

            @Override
            public void reset() {}

            @Override
            public void close() {}
        };
        SplitChunks source = new SplitChunks(
                new ArrayStream(conversation().clean(), 1),
                List.of(new LoudnessDetector(), failing),
                VadOptions.DEFAULT,
                ChunkOptions.DEFAULT);
        List<String> channels = Stream.generate(() -> {
                    try {
                        return source.next();
                    } catch (AudioException e) {
                        throw new AssertionError(e);
                    }
                })
                .takeWhile(Optional::isPresent)
                .map(chunk -> chunk.get().channel())
                .toList();
        assertEquals(List.of("1", "2", "1", "1"), channels);
        assertEquals(
                OptionalLong.of(6L * 32 * SpeechDetector.FRAME_SAMPLES),
                source.backdrop().unheardFrom());
    }
}
