package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.testing.Property;

/** Tests that lossless audio at 16 kHz is decoded bit by bit, and that other rates give the right number of samples. */
final class LosslessTest {
    private static final List<Integer> RATES =
            List.of(8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 47_999, 48_000, 96_000, 192_000);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "wav, pcm_u8, 8",
        "wav, pcm_s16le, 16",
        "wav, pcm_s24le, 24",
        "wav, pcm_s32le, 24",
        "wav, pcm_f32le, 24",
        "wav, pcm_f64le, 24",
        "aiff, pcm_s16be, 16",
        "caf, pcm_s32be, 24",
        "flac, flac, 16",
        "ogg, flac, 16",
        "ipod, alac, 16",
        "caf, alac, 16",
        "matroska, pcm_s16le, 16",
        "mov, pcm_s16le, 16",
    })
    void everySampleComesBackExactly(String container, String codec, int bits) {
        Property.forAll(8, random -> {
            float[] samples = samples(random, bits, 1 + random.nextInt(8_000));
            Path path = MediaFile.write(folder.resolve("sound"), container, new AudioTrack(codec, 16_000, samples));
            assertArrayEquals(samples, Decoded.file(path).samples());
            assertArrayEquals(samples, Decoded.pipe(path).samples());
            assertEquals(List.of(), Decoded.file(path).warnings());
        });
    }

    @ParameterizedTest
    @CsvSource({"pcm_alaw, 5", "pcm_mulaw, 5"})
    void logarithmicSamplesAreWithinTheirStep(String codec, int bits) {
        Property.forAll(4, random -> {
            float[] samples = samples(random, 16, 5000);
            Path path = MediaFile.write(folder.resolve("sound"), "wav", new AudioTrack(codec, 16_000, samples));
            // The coarsest of the eight segments has steps of a 32nd of full scale.
            assertArrayEquals(samples, Decoded.file(path).samples(), (float) Math.pow(2, -bits));
        });
    }

    @Test
    void channelsAreAveragedExactlyAndThoseOfFilmsByTheirPlaces() {
        Property.forAll(12, random -> {
            float[][] channels = new float[1 + random.nextInt(8)][];
            int length = 1 + random.nextInt(5000);
            float[] mean = new float[length];
            for (int c = 0; c < channels.length; c++) {
                channels[c] = samples(random, 16, length);
            }
            // FFmpeg's usual layouts of four channels or more begin with left, right and centre.
            boolean film = channels.length > 3;
            double total = film ? 2 * Math.sqrt(0.5) + 1 + 0.5 * (channels.length - 3) : channels.length;
            for (int i = 0; i < length; i++) {
                double sum = 0;
                for (int c = 0; c < channels.length; c++) {
                    double weight = !film || c == 2 ? 1 : c < 2 ? Math.sqrt(0.5) : 0.5;
                    sum += weight * channels[c][i];
                }
                mean[i] = (float) (sum / total);
            }
            for (String codec : List.of("pcm_s16le", "pcm_f32le")) {
                Path path = MediaFile.write(folder.resolve("sound"), "wav", new AudioTrack(codec, 16_000, channels));
                assertArrayEquals(mean, Decoded.file(path).samples(), film ? 1e-6f : 0);
            }
        });
    }

    @Test
    void everyRateAndChannelCountGivesTheRightNumberOfSamples() {
        Property.forAll(40, random -> {
            int rate = RATES.get(random.nextInt(RATES.size()));
            int length = 1 + random.nextInt(rate / 2);
            float[][] channels = new float[1 + random.nextInt(6)][length];
            Path path = write(rate, channels);
            long expected = (length * 16_000L + rate - 1) / rate;
            assertEquals(expected, Decoded.file(path).samples().length, length + " at " + rate);
            assertEquals(
                    OptionalLong.of(Math.round(length * 16_000.0 / rate)),
                    Decoded.file(path).expectedSamples());
        });
    }

    private Path write(int rate, float[]... channels) throws IOException {
        return MediaFile.write(folder.resolve("sound"), "wav", new AudioTrack("pcm_s16le", rate, channels));
    }

    /** Returns noise over the whole range, both ends included, of the values that {@code bits} can write. */
    private static float[] samples(Random random, int bits, int length) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (random.nextInt(1 << bits) - (1 << (bits - 1))) / (float) (1 << (bits - 1));
        }
        samples[length - 1] = -1;
        return samples;
    }
}
