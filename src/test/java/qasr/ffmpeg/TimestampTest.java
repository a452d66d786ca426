package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.testing.PictureTrack;

/** Tests that audio has the times that a player would show. */
final class TimestampTest {
    private static final float[] SOUND = Chirp.at(48_000, 1.5);
    private static final float[] EXPECTED = Chirp.at(16_000, 1.5);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"mp4, aac", "mov, pcm_s16le", "matroska, flac", "webm, libopus", "avi, pcm_s16le", "mpegts, mp2"})
    void soundThatStartsAfterThePictureStartsAfterSilence(String container, String codec) throws Exception {
        String film = container.equals("webm") ? "libvpx" : "mpeg4";
        Path path = MediaFile.of(container)
                .with(PictureTrack.film(film, 2))
                .with(new AudioTrack(codec, 48_000, SOUND).startingAt(0.5))
                .write(folder.resolve("film"));
        if (container.equals("avi")) {
            // AVI has no timestamps: its sound always starts with the picture.
            assertEquals(24_000, Decoded.file(path).samples().length);
            return;
        }
        Decoded decoded = Decoded.file(path);
        int late = codec.equals("mp2") ? 200 : 0;
        // A movie's edit list counts in milliseconds, and so does WebM.
        assertEquals(8000 + late / 2, lag(decoded), 16 + late / 2.0, "late by");
        assertEquals(32_000, decoded.samples().length, 400);
        for (int i = 0; i < 7500; i++) {
            assertEquals(0, decoded.samples()[i], 1e-6, "sample " + i + " is silent");
        }
    }

    @Test
    void anEditListMayMakeAMovieStartWithSilence() throws Exception {
        Path path = MediaFile.write(
                folder.resolve("late.m4a"), "ipod", new AudioTrack("alac", 48_000, SOUND).startingAt(0.5));
        Decoded decoded = Decoded.file(path);
        assertEquals(8000, lag(decoded), 1);
        assertEquals(32_000, decoded.samples().length, 1);
        assertEquals(32_000, Decoded.pipe(path).samples().length, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"matroska", "mpegts"})
    void aClockThatStandsAtAnHourStartsAtZero(String container) throws Exception {
        Path path = MediaFile.write(
                folder.resolve("hour"), container, new AudioTrack("mp2", 48_000, SOUND).startingAt(3600));
        Decoded decoded = Decoded.file(path);
        assertEquals(24_000, decoded.samples().length, 600);
        assertTrue(Math.abs(lag(decoded)) < 200);
        assertEquals(List.of(), decoded.warnings());
    }

    @ParameterizedTest
    @CsvSource({"matroska, pcm_s16le, 1024", "mp4, aac, 1024", "webm, libopus, 960", "mpegts, mp2, 1152"})
    void packetsThatAreMissingLeaveSilenceOfTheirLength(String container, String codec, int frame) throws Exception {
        Path whole = MediaFile.write(folder.resolve("whole"), container, new AudioTrack(codec, 48_000, SOUND));
        Path path = MediaFile.write(
                folder.resolve("gap"),
                container,
                new AudioTrack(codec, 48_000, SOUND).keeping(index -> index < 20 || index >= 30));
        float[] expected = Decoded.file(whole).samples();
        float[] samples = Decoded.file(path).samples();
        assertEquals(expected.length, samples.length, 16);
        assertEquals(1, Decoded.file(path).warnings().size(), "the gap is said");
        int gap = 20 * frame / 3;
        int silent = gap + 2 * frame / 3 + 10;
        for (int i = silent; i < gap + 9 * frame / 3 - 32; i++) {
            assertEquals(0, samples[i], 1e-3, "sample " + i + " lies in the gap");
        }
        int after = gap + 12 * frame / 3;
        float[] tail = java.util.Arrays.copyOfRange(samples, after, samples.length);
        float[] expectedTail = java.util.Arrays.copyOfRange(expected, after, expected.length);
        assertEquals(0, Chirp.lag(expectedTail, tail, 300), 16);
        assertTrue(Chirp.likeness(expectedTail, tail, Chirp.lag(expectedTail, tail, 300)) > 0.98);
    }

    @Test
    void jitteringTimestampsGiveTheSoundUnchanged() throws Exception {
        Path path = MediaFile.write(
                folder.resolve("jitter.mkv"),
                "matroska",
                new AudioTrack("pcm_s16le", 16_000, EXPECTED).delayed(index -> index == 0 ? 0 : (index * 7) % 13));
        Path plain =
                MediaFile.write(folder.resolve("plain.mkv"), "matroska", new AudioTrack("pcm_s16le", 16_000, EXPECTED));
        org.junit.jupiter.api.Assertions.assertArrayEquals(
                Decoded.file(plain).samples(), Decoded.file(path).samples());
    }

    @ParameterizedTest
    @CsvSource({"ipod, aac", "opus, libopus", "mp3, libmp3lame", "webm, libopus"})
    void theCodecsPrimingIsNotHeard(String container, String codec) throws Exception {
        float[] click = new float[48_000];
        for (int i = 0; i < 48; i++) {
            click[4800 + i] = 0.9f * (float) Math.sin(Math.PI * i / 48);
        }
        Path path = MediaFile.write(folder.resolve("click"), container, new AudioTrack(codec, 48_000, click));
        float[] samples = Decoded.file(path).samples();
        int loudest = 0;
        for (int i = 0; i < samples.length; i++) {
            loudest = Math.abs(samples[i]) > Math.abs(samples[loudest]) ? i : loudest;
        }
        assertEquals(1608, loudest, 12, "the click at 0.1 s");
        assertEquals(16_000, samples.length, 400);
    }

    private static int lag(Decoded decoded) {
        return Chirp.lag(EXPECTED, decoded.samples(), 9000);
    }
}
