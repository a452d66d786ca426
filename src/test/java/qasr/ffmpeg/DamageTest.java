package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.audio.AudioException;
import qasr.audio.AudioInput.AudioPipe;
import qasr.audio.AudioStream;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.testing.PictureTrack;
import qasr.testing.Property;

/** Tests that a damaged recording is decoded as far as possible, with warnings about the missing parts. */
final class DamageTest {
    private static final float[] SOUND = Chirp.at(16_000, 3);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"flac, flac", "matroska, flac", "ipod, alac", "ipod, aac"})
    void aCorruptPacketCostsThatPacketAndAWarning(String container, String codec) throws Exception {
        Path path = write(container, codec);
        float[] whole = Decoded.file(path).samples();
        byte[] bytes = Files.readAllBytes(path);
        int at = bytes.length / 2;
        Arrays.fill(bytes, at, at + 40, (byte) 0xff);
        Decoded damaged = Decoded.file(Files.write(path, bytes));

        assertEquals(whole.length, damaged.samples().length, "what is lost is silent, not missing");
        int from = 0;
        while (whole[from] == damaged.samples()[from]) {
            from++;
        }
        int to = whole.length;
        while (whole[to - 1] == damaged.samples()[to - 1]) {
            to--;
        }
        assertTrue(to - from <= 3 * 4608, "samples " + from + " to " + to + " differ");
        assertEquals(1, damaged.warnings().size(), damaged.warnings().toString());
        assertTrue(
                damaged.warnings().get(0).matches("\\d+ (corrupt packets? (was|were) skipped|places? in the file .*)"),
                damaged.warnings().toString());
    }

    @Test
    void aCorruptPageOfOggLeavesSilenceOfItsLength() throws Exception {
        Path path =
                MediaFile.write(folder.resolve("ogg"), "opus", new AudioTrack("libopus", 48_000, Chirp.at(48_000, 5)));
        int whole = Decoded.file(path).samples().length;
        byte[] bytes = Files.readAllBytes(path);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 40, (byte) 0xff);
        Decoded damaged = Decoded.file(Files.write(path, bytes));
        assertEquals(whole, damaged.samples().length);
        assertTrue(
                damaged.warnings().toString().contains("have no sound in the file"),
                damaged.warnings().toString());
    }

    @ParameterizedTest
    @CsvSource({"0.3", "0.5", "0.7", "0.9", "0.999"})
    void aTruncatedOggLacksItsEndMark(double part) throws Exception {
        Path path =
                MediaFile.write(folder.resolve("ogg"), "opus", new AudioTrack("libopus", 48_000, Chirp.at(48_000, 5)));
        float[] whole = Decoded.file(path).samples();
        byte[] bytes = Files.readAllBytes(path);
        byte[] cut = Arrays.copyOf(bytes, (int) (bytes.length * part));
        for (Decoded decoded : List.of(Decoded.pipe(cut), Decoded.file(Files.write(path, cut)))) {
            int length = decoded.samples().length;
            assertEquals(whole.length * part, length, 20_000);
            // Up to the filter's length before the end, which sees the end.
            assertArrayEquals(Arrays.copyOf(whole, length - 200), Arrays.copyOf(decoded.samples(), length - 200));
            assertEquals(1, decoded.warnings().size());
            assertTrue(
                    decoded.warnings().get(0).startsWith("the recording is cut off: it breaks off after "),
                    decoded.warnings().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"wav, pcm_s16le", "flac, flac", "mp3, libmp3lame", "matroska, flac", "asf, wmav2", "caf, pcm_s16be"})
    void aTruncatedFileGivesWhatIsThereAndAWarning(String container, String codec) throws Exception {
        Path path = write(container, codec);
        float[] whole = Decoded.file(path).samples();
        byte[] bytes = Files.readAllBytes(path);
        byte[] cut = Arrays.copyOf(bytes, bytes.length * 2 / 3);
        Decoded pipe = Decoded.pipe(cut);
        Decoded file = Decoded.file(Files.write(path, cut));
        for (Decoded decoded : List.of(file, pipe)) {
            int length = decoded.samples().length;
            assertEquals(whole.length * 2 / 3.0, length, whole.length / 5.0, "samples");
            assertArrayEquals(
                    Arrays.copyOf(whole, length - 2400),
                    Arrays.copyOf(decoded.samples(), length - 2400),
                    codec.equals("libmp3lame") ? 0.1f : 0);
        }
        String warning = String.join("; ", file.warnings());
        assertTrue(
                warning.contains(codec.equals("wmav2") ? "corrupt packet" : "the recording is cut off: it "), warning);
        // Of an MP3 FFmpeg knows the length only where it can seek.
        assertEquals(codec.equals("libmp3lame"), pipe.warnings().isEmpty(), "warnings from the pipe");
    }

    @Test
    void aTruncatedMovieWithItsIndexInFrontGivesWhatIsThere() throws Exception {
        Path path = MediaFile.of("ipod")
                .with(new AudioTrack("aac", 16_000, SOUND))
                .movFlags("faststart")
                .write(folder.resolve("fast.m4a"));
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        Decoded decoded = Decoded.file(path);
        assertEquals(SOUND.length * 0.6, decoded.samples().length, SOUND.length / 6.0);
        assertTrue(
                decoded.warnings().toString().contains("cut off"),
                decoded.warnings().toString());
    }

    @Test
    void aMovieWithoutItsIndexSaysSo() throws Exception {
        byte[] bytes = Files.readAllBytes(write("ipod", "aac"));
        byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
        Path path = Files.write(folder.resolve("cut"), cut);
        for (Exception e : List.of(
                assertThrows(AudioException.class, () -> Decoded.file(path)),
                assertThrows(AudioException.class, () -> Decoded.pipe(cut)))) {
            assertEquals(
                    "the index (moov) is missing or damaged: the recording was cut off or never finished",
                    e.getMessage());
        }
    }

    @Test
    void randomDamageNeverCrashesOrHangsAndSamplesStayInRange() throws Exception {
        String[][] kinds = {
            {"wav", "pcm_s16le"}, {"flac", "flac"}, {"mp3", "libmp3lame"}, {"ipod", "aac"}, {"ogg", "flac"},
            {"opus", "libopus"}, {"asf", "wmav2"}, {"matroska", "flac"}, {"caf", "alac"}, {"amr", "libopencore_amrnb"}
        };
        for (String[] kind : kinds) {
            byte[] bytes = Files.readAllBytes(write(kind[0], kind[1]));
            Property.forAll(6, random -> {
                byte[] damaged = Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 2));
                for (int i = 0; i < 1 + random.nextInt(30); i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                Path path = Files.write(folder.resolve("damaged"), damaged);
                try {
                    for (float sample : Decoded.file(path).samples()) {
                        assertTrue(sample >= -1 && sample <= 1, "sample " + sample);
                    }
                } catch (AudioException e) {
                    assertFalse(e.getMessage().contains("damaged\""), e.getMessage());
                }
            });
        }
    }

    @Test
    void whatIsNotANumberIsSilenceAndWhatIsTooLoudIsClipped() throws Exception {
        float[] sound = SOUND.clone();
        sound[100] = Float.NaN;
        sound[101] = Float.POSITIVE_INFINITY;
        Arrays.fill(sound, 1000, 1300, 3);
        Arrays.fill(sound, 1300, 1600, -3);
        Decoded decoded = Decoded.file(
                MediaFile.write(folder.resolve("loud"), "wav", new AudioTrack("pcm_f32le", 16_000, sound)));
        assertEquals(0, decoded.samples()[100]);
        assertEquals(0, decoded.samples()[101]);
        assertEquals(1, decoded.samples()[1100]);
        assertEquals(-1, decoded.samples()[1400]);
        assertEquals(SOUND[2000], decoded.samples()[2000]);
        assertEquals(
                List.of(
                        "2 samples that are not numbers were replaced by silence",
                        "1.3 % of the samples are beyond full scale and were clipped"),
                decoded.warnings());
    }

    @Test
    void whatCameBeforeAReadErrorIsDeliveredBeforeTheError() throws Exception {
        byte[] bytes = Files.readAllBytes(write("wav", "pcm_s16le"));
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("input/output error");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("input/output error");
            }
        };
        InputStream stream = new SequenceInputStream(new ByteArrayInputStream(bytes, 0, 44 + 2 * 20_000), broken);
        try (AudioStream audio = new FfmpegDecoder().open(new AudioPipe(stream), OptionalInt.empty())) {
            float[] samples = new float[48_000];
            int[] count = {0};
            AudioException e = assertThrows(AudioException.class, () -> {
                while (true) {
                    count[0] += audio.read(samples, count[0], 1000);
                }
            });
            assertEquals("cannot be read: input/output error", e.getMessage());
            assertTrue(count[0] > 15_000, count[0] + " samples");
        }
    }

    private Path write(String container, String codec) throws IOException {
        int rate = codec.equals("libopencore_amrnb") ? 8000 : codec.equals("wmav2") ? 44_100 : 16_000;
        float[] sound = rate == 16_000 ? SOUND : Chirp.at(rate, 3);
        AudioTrack track =
                codec.equals("wmav2") ? new AudioTrack(codec, rate, sound, sound) : new AudioTrack(codec, rate, sound);
        return MediaFile.write(folder.resolve("sound"), container, track);
    }

    /** Such a container declares the length of all its tracks together. */
    @ParameterizedTest
    @CsvSource({
        "matroska, ac3, 48000, mpeg4",
        "webm, libopus, 48000, libvpx",
        "flv, aac, 44100, flv",
        "asf, wmav2, 44100, mpeg4",
        "avi, mp2, 48000, mpeg4",
        "nut, pcm_s16le, 16000, mpeg4",
        "mp4, aac, 44100, mpeg4",
        "mpegts, mp2, 48000, mpeg2video"
    })
    void soundThatEndsBeforeThePictureIsNotCutOff(String muxer, String codec, int rate, String picture)
            throws Exception {
        Path film = MediaFile.of(muxer)
                .with(PictureTrack.film(picture, 9))
                .with(new AudioTrack(codec, rate, Chirp.at(rate, 4)))
                .write(folder.resolve("film"));
        Decoded whole = Decoded.file(film);
        assertEquals(4, whole.samples().length / 16_000.0, 0.15);
        assertEquals(List.of(), whole.warnings());
        assertEquals(List.of(), Decoded.pipe(film).warnings());
        if (List.of("matroska", "webm", "flv").contains(muxer)) {
            byte[] half = Arrays.copyOf(Files.readAllBytes(film), (int) Files.size(film) / 3);
            String warnings = Decoded.file(Files.write(folder.resolve("half"), half))
                    .warnings()
                    .toString();
            assertTrue(warnings.contains("the recording is cut off"), warnings);
        }
    }

    @Test
    void aNutThatBreaksOffIsHeardUpToThere() throws Exception {
        Path film = MediaFile.of("nut")
                .with(PictureTrack.film("mpeg4", 20))
                .with(new AudioTrack("pcm_s16le", 16_000, Chirp.at(16_000, 14)))
                .write(folder.resolve("film.nut"));
        byte[] half = Arrays.copyOf(Files.readAllBytes(film), (int) Files.size(film) * 45 / 100);
        assertTrue(Decoded.file(Files.write(folder.resolve("half"), half)).samples().length > 3 * 16_000);
    }
}
