package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.AudioInput;
import qasr.audio.AudioInput.AudioFile;
import qasr.audio.AudioStream;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;

/**
 * Tests the expected length for the progress display: the header's length if it is plausible, or else an estimate from
 * the bytes so far.
 */
final class ExpectedLengthTest {
    private static final int RATE = 16_000;
    private static final int SECONDS = 60;
    private static final int LOOKED_AT = 40;

    @TempDir
    private Path folder;

    /** A Matroska file of a minute that says it has {@code seconds}. */
    private Path saying(double seconds) throws Exception {
        Path path = MediaFile.write(
                folder.resolve("x.mka"), "matroska", new AudioTrack("pcm_s16le", RATE, Chirp.at(RATE, SECONDS)));
        byte[] bytes = Files.readAllBytes(path);
        int duration = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("D\u0089\u0088");
        ByteBuffer.wrap(bytes).putDouble(duration + 3, 1000 * seconds);
        return Files.write(path, bytes);
    }

    @ParameterizedTest
    @ValueSource(doubles = {50_000, 1_000_000, 1e15, 2, 0.001})
    void aWrongHeaderIsNotShownForLong(double seconds) throws Exception {
        try (AudioStream stream = new FfmpegDecoder().open(new AudioFile(saying(seconds)), OptionalInt.empty())) {
            OptionalLong first = stream.expectedSamples();
            assertTrue(first.isEmpty() || first.getAsLong() <= 130_000L * RATE, first.toString());
            read(stream, LOOKED_AT);
            assertEquals(SECONDS, stream.expectedSamples().getAsLong() / (double) RATE, 6);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1_000_000, 1e9, 1e15, 2, 0.001})
    void aPipesWrongHeaderIsNotShownForLong(double seconds) throws Exception {
        AudioInput pipe = new AudioInput.AudioPipe(new ByteArrayInputStream(Files.readAllBytes(saying(seconds))));
        try (AudioStream stream = new FfmpegDecoder().open(pipe, OptionalInt.empty())) {
            assertTrue(seconds < 10 || stream.expectedSamples().isEmpty(), "" + stream.expectedSamples());
            read(stream, LOOKED_AT);
            assertEquals(OptionalLong.empty(), stream.expectedSamples());
        }
    }

    @Test
    void aPlausibleHeaderIsUsed() throws Exception {
        try (AudioStream stream = new FfmpegDecoder().open(new AudioFile(saying(75)), OptionalInt.empty())) {
            assertEquals(75L * RATE, stream.expectedSamples().getAsLong());
            read(stream, LOOKED_AT);
            assertEquals(75L * RATE, stream.expectedSamples().getAsLong());
        }
    }

    private static void read(AudioStream stream, int seconds) throws Exception {
        float[] samples = new float[RATE];
        for (long count = 0; count < (long) seconds * RATE; ) {
            count += stream.read(samples, 0, samples.length);
        }
    }
}
