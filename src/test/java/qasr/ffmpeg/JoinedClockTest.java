package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.testing.PictureTrack;

/** Recordings that were joined, dumped from the air, or whose clock starts anywhere: the real containers. */
final class JoinedClockTest {
    private static final double SECONDS = 3;
    private static final double MPEG_WRAP = 0x1p33 / 90_000;

    @TempDir
    private Path folder;

    private byte[] recording(String muxer, String codec, int rate, double start) throws IOException {
        return recording(muxer, codec, rate, start, SECONDS, 1);
    }

    private byte[] recording(String muxer, String codec, int rate, double start, double seconds, int channels)
            throws IOException {
        float[][] sound = new float[channels][];
        Arrays.fill(sound, Chirp.at(rate, seconds));
        Path path =
                MediaFile.write(folder.resolve("part"), muxer, new AudioTrack(codec, rate, sound).startingAt(start));
        return Files.readAllBytes(path);
    }

    private Decoded joined(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        Decoded file = Decoded.file(Files.write(folder.resolve("joined"), all.toByteArray()));
        assertEquals(file.samples().length, Decoded.pipe(all.toByteArray()).samples().length, 1000, "from a pipe");
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "mpegts, mp2, 48000, 4900",
        "mpegts, aac, 48000, 90000",
        "mpegts, mp2, 48000, -12",
        "mpegts, mp2, 48000, -4900",
        "mpeg, mp2, 48000, 4900",
        "flv, aac, 44100, 4900",
        "flv, libmp3lame, 44100, -60"
    })
    void aClockThatJumpsIsJoined(String muxer, String codec, int rate, double jump) throws Exception {
        byte[] second = recording(muxer, codec, rate, 20_000 + SECONDS + jump);
        // Another header would end an FLV.
        byte[] dumped = muxer.equals("flv") ? Arrays.copyOfRange(second, 13, second.length) : second;
        Decoded decoded = joined(recording(muxer, codec, rate, 20_000), dumped);
        assertEquals(2 * SECONDS, decoded.samples().length / 16_000.0, 0.15);
        assertEquals(1, decoded.warnings().size(), decoded.warnings().toString());
        assertTrue(
                decoded.warnings()
                        .get(0)
                        .matches(
                                "the timestamps jump 1 time \\(at 3\\.\\d* s by [+-]\\d+\\.\\d* s\\): the sound was joined.*"),
                decoded.warnings().toString());
    }

    @ParameterizedTest
    @CsvSource({"mpegts, 3", "mpegts, 0.4", "mpeg, 5", "flv, 8"})
    void aGapOfSecondsIsSilenceOfItsLength(String muxer, double gap) throws Exception {
        String codec = muxer.equals("flv") ? "libmp3lame" : "mp2";
        int rate = muxer.equals("flv") ? 44_100 : 48_000;
        byte[] second = recording(muxer, codec, rate, 100 + SECONDS + gap);
        byte[] dumped = muxer.equals("flv") ? Arrays.copyOfRange(second, 13, second.length) : second;
        Decoded decoded = joined(recording(muxer, codec, rate, 100), dumped);
        assertEquals(2 * SECONDS + gap, decoded.samples().length / 16_000.0, 0.15);
    }

    @ParameterizedTest
    @CsvSource({"mp2, 1", "mp2, 2.5", "aac, 1.7", "ac3, 59"})
    void aWrapIsNoJump(String codec, double beforeWrap) throws Exception {
        int channels = codec.equals("ac3") ? 2 : 1;
        Decoded decoded = joined(recording("mpegts", codec, 48_000, MPEG_WRAP - beforeWrap, SECONDS, channels));
        assertEquals(SECONDS, decoded.samples().length / 16_000.0, 0.1);
        assertEquals(List.of(), decoded.warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "adts, aac, 16000, 44100",
        "adts, aac, 48000, 8000",
        "mp3, libmp3lame, 16000, 44100",
        "mp2, mp2, 48000, 16000",
        "ogg, vorbis, 16000, 44100",
        "ogg, vorbis, 48000, 22050",
        "mpegts, aac, 16000, 44100",
        "mpegts, mp2, 48000, 32000"
    })
    void aNewRateInTheMiddleTakesTheClockWithIt(String muxer, String codec, int first, int second) throws Exception {
        int channels = codec.equals("vorbis") ? 2 : 1;
        Decoded decoded = joined(
                recording(muxer, codec, first, 0, SECONDS, channels),
                recording(muxer, codec, second, SECONDS, SECONDS, channels));
        assertEquals(
                2 * SECONDS,
                decoded.samples().length / 16_000.0,
                0.3,
                decoded.warnings().toString());
        for (String warning : decoded.warnings()) {
            assertTrue(warning.startsWith("the timestamps jump 1 time"), warning);
        }
    }

    private byte[] transportStream(int firstPid, AudioTrack... tracks) throws IOException {
        MediaFile file = MediaFile.of("mpegts").option("mpegts_start_pid", String.valueOf(firstPid));
        for (AudioTrack track : tracks) {
            file.with(track);
        }
        return Files.readAllBytes(file.write(folder.resolve("part")));
    }

    /** Each encoder numbers its tracks as it likes. */
    @ParameterizedTest
    @CsvSource({
        "mp2, 48000, mp2, 48000",
        "mp2, 48000, aac, 44100",
        "aac, 48000, ac3, 48000",
        "libopus, 48000, mp2, 32000"
    })
    void soundGoesOnInAnotherTrack(String codec, int rate, String codec2, int rate2) throws Exception {
        byte[] one = transportStream(256, new AudioTrack(codec, rate, Chirp.at(rate, SECONDS)));
        byte[] two = transportStream(300, new AudioTrack(codec2, rate2, Chirp.at(rate2, SECONDS)));
        for (Decoded decoded : List.of(joined(one, two), joined(two, one))) {
            assertEquals(2 * SECONDS, decoded.samples().length / 16_000.0, 0.15);
            assertOnlyJumps(1, decoded);
        }
        for (Decoded decoded : List.of(joined(one, two, one), joined(two, one, two))) {
            assertEquals(3 * SECONDS, decoded.samples().length / 16_000.0, 0.3);
            assertOnlyJumps(2, decoded);
        }
    }

    @Test
    void soundGoesOnInAnotherTrackOfAProgramStream() throws Exception {
        byte[] one = Files.readAllBytes(MediaFile.write(
                folder.resolve("a.mpg"), "mpeg", new AudioTrack("mp2", 48_000, Chirp.at(48_000, SECONDS))));
        byte[] two = Files.readAllBytes(MediaFile.write(
                folder.resolve("b.vob"), "vob", new AudioTrack("ac3", 48_000, Chirp.at(48_000, SECONDS))));
        for (Decoded decoded : List.of(joined(one, two), joined(two, one))) {
            assertEquals(2 * SECONDS, decoded.samples().length / 16_000.0, 0.15);
        }
    }

    @Test
    void theLastOneMayBeShort() throws Exception {
        byte[] one = transportStream(256, new AudioTrack("mp2", 48_000, Chirp.at(48_000, SECONDS)));
        byte[] two = transportStream(300, new AudioTrack("mp2", 48_000, Chirp.at(48_000, 0.5)));
        assertEquals(SECONDS + 0.5, joined(one, two).samples().length / 16_000.0, 0.1);
    }

    private byte[] ofTrack(int pid, String codec, int rate, double seconds) throws IOException {
        return transportStream(pid, new AudioTrack(codec, rate, Chirp.at(rate, seconds)));
    }

    @ParameterizedTest
    @CsvSource({"mp2, 48000, 1", "mp2, 48000, 0.4", "aac, 16000, 2.5"})
    void eachOfSeveralTracksMayBeShort(String codec, int rate, double shortSeconds) throws Exception {
        byte[] one = ofTrack(256, codec, rate, 5);
        byte[] brief = ofTrack(300, codec, rate, shortSeconds);
        byte[] two = ofTrack(400, codec, rate, SECONDS);
        assertAllHeard(one, brief, two);
        assertAllHeard(one, brief, ofTrack(400, codec, rate, shortSeconds));
        assertAllHeard(one, brief, one);
        assertAllHeard(one, brief, one, ofTrack(300, codec, rate, 8));
    }

    @Test
    void tracksThatTakeTurnsAreAllHeard() throws Exception {
        byte[] one = ofTrack(256, "aac", 16_000, 2.5);
        byte[] two = ofTrack(300, "aac", 16_000, 2);
        assertAllHeard(one, two, one, two, one, two);
    }

    private void assertAllHeard(byte[]... parts) throws IOException {
        double seconds = 0;
        for (byte[] part : parts) {
            seconds += joined(part).samples().length / 16_000.0;
        }
        Decoded decoded = joined(parts);
        assertEquals(
                seconds,
                decoded.samples().length / 16_000.0,
                0.15,
                decoded.warnings().toString());
        decoded.warnings().forEach(warning -> assertTrue(warning.startsWith("the timestamps jump"), warning));
    }

    private static void assertOnlyJumps(int count, Decoded decoded) {
        assertEquals(1, decoded.warnings().size(), decoded.warnings().toString());
        String jumps = "the timestamps jump " + count + " time";
        assertTrue(
                decoded.warnings().get(0).startsWith(jumps), decoded.warnings().toString());
    }

    /** A second language that begins later. */
    @ParameterizedTest
    @CsvSource({"256, 0", "300, 0", "256, 700000", "300, 700000"})
    void aTrackThatComesBesideTheOneThatIsHeardIsNotHeard(int pid, int packetMicros) throws Exception {
        AudioTrack voice = new AudioTrack("mp2", 48_000, Chirp.at(48_000, SECONDS));
        float[] quiet = new float[(int) (SECONDS * 48_000)];
        MediaFile file = MediaFile.of("mpegts")
                .option("mpegts_start_pid", String.valueOf(pid))
                .option("max_delay", String.valueOf(packetMicros));
        Path both = file.with(voice)
                .with(new AudioTrack("mp2", 48_000, quiet))
                .with(new AudioTrack("mp2", 48_000, quiet))
                .write(folder.resolve("part"));
        Decoded decoded = joined(ofTrack(256, "mp2", 48_000, SECONDS), Files.readAllBytes(both));
        assertEquals(2 * SECONDS, decoded.samples().length / 16_000.0, 0.15);
        assertOnlyJumps(1, decoded);
        float[] second = Arrays.copyOfRange(decoded.samples(), 4 * 16_000, (int) (5.5 * 16_000));
        for (int from = 0; from < second.length; from += 1600) {
            float[] tenth = Arrays.copyOfRange(second, from, from + 1600);
            assertTrue(energy(tenth) > 1e-4, "silent " + (4 + from / 16_000.0) + " s after the start");
        }
    }

    private static double energy(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample * (double) sample;
        }
        return sum / samples.length;
    }

    @ParameterizedTest
    @CsvSource({"adts, aac, 44100", "mp3, libmp3lame, 44100", "ogg, flac, 16000", "mpegts, mp2, 48000"})
    void monoMayBecomeStereo(String muxer, String codec, int rate) throws Exception {
        Decoded decoded = joined(recording(muxer, codec, rate, 0), recording(muxer, codec, rate, SECONDS, SECONDS, 2));
        assertEquals(2 * SECONDS, decoded.samples().length / 16_000.0, 0.15);
    }

    @ParameterizedTest
    @CsvSource({
        "ogg, flac, 16000",
        "opus, libopus, 48000",
        "mpegts, mp2, 48000",
        "mpegts, aac, 48000",
        "matroska, flac, 16000"
    })
    void aShortFirstPartIsNoOverlap(String muxer, String codec, int rate) throws Exception {
        Decoded decoded = joined(recording(muxer, codec, rate, 0, 0.7, 1), recording(muxer, codec, rate, 0));
        assertEquals(
                0.7 + SECONDS,
                decoded.samples().length / 16_000.0,
                0.15,
                decoded.warnings().toString());
        assertEquals(1, decoded.warnings().size(), decoded.warnings().toString());
    }

    @ParameterizedTest
    @CsvSource({"mp3, libmp3lame, 44100", "mp3, libmp3lame, 16000", "mp2, mp2, 48000", "adts, aac, 44100"})
    void tagsInTheMiddleAreNoLostSound(String muxer, String codec, int rate) throws Exception {
        byte[] part = recording(muxer, codec, rate, 0);
        double plain = 2 * joined(part).samples().length / 16_000.0;
        byte[] id3v1 = new byte[128];
        System.arraycopy("TAG".getBytes(StandardCharsets.US_ASCII), 0, id3v1, 0, 3);
        byte[] id3v2 = new byte[310];
        System.arraycopy(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 2, 44}, 0, id3v2, 0, 10);
        byte[] ape = new byte[64 + 32];
        System.arraycopy("APETAGEX".getBytes(StandardCharsets.US_ASCII), 0, ape, 0, 8);
        ape[12] = 64;
        ape[23] = (byte) 0xA0;
        System.arraycopy(ape, 0, ape, 64, 16);
        ape[64 + 23] = (byte) 0x80;
        for (byte[] between : List.of(new byte[0], id3v1, id3v2, ape)) {
            Decoded decoded = joined(part, between, part);
            assertEquals(List.of(), decoded.warnings());
            assertEquals(plain, decoded.samples().length / 16_000.0, 0.17);
        }
        assertEquals(
                List.of(),
                joined(id3v2, part, ape, id3v1, id3v2, part, ape, id3v1).warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "ogg, libopus, 48000", "ogg, flac, 16000", "ogg, libspeex, 16000", "asf, wmav2, 44100", "ipod, aac, 48000",
        "mov, pcm_s16le, 16000", "matroska, flac, 16000", "webm, libopus, 48000", "flv, aac, 44100",
                "mpegts, mp2, 48000",
        "nut, pcm_s16le, 16000", "mpeg, mp2, 48000", "wtv, mp2, 48000"
    })
    void aClockThatStandsAtAnHourIsNoMissingSound(String muxer, String codec, int rate) throws Exception {
        int channels = codec.equals("wmav2") ? 2 : 1;
        Files.write(folder.resolve("hour"), recording(muxer, codec, rate, 3600, SECONDS, channels));
        Decoded decoded = Decoded.file(folder.resolve("hour"));
        assertEquals(SECONDS, decoded.samples().length / 16_000.0, 0.15);
        for (String warning : decoded.warnings()) {
            assertTrue(warning.startsWith("the timestamps jump 1 time"), warning);
        }
    }

    @Test
    void fragmentsMayCountOnFromTheBroadcastsClock() throws Exception {
        Path path = MediaFile.of("mp4")
                .with(new AudioTrack("aac", 48_000, Chirp.at(48_000, SECONDS)).startingAt(3600))
                .movFlags("frag_keyframe+empty_moov+default_base_moof")
                .write(folder.resolve("fragments"));
        assertEquals(SECONDS, Decoded.file(path).samples().length / 16_000.0, 0.1);
        assertEquals(List.of(), Decoded.file(path).warnings());
    }

    @ParameterizedTest
    @CsvSource({"matroska, 0", "matroska, -3", "matroska, 100", "mpegts, 0"})
    void aStartBeforeZeroCountsOnce(String muxer, double start) throws Exception {
        String codec = muxer.equals("matroska") ? "flac" : "mp2";
        Path path = MediaFile.of(muxer)
                .with(PictureTrack.film("mpeg2video", 4).startingAt(start))
                .with(new AudioTrack(codec, 48_000, Chirp.at(48_000, SECONDS)).startingAt(start + 2))
                .write(folder.resolve("film"));
        Decoded decoded = Decoded.file(path);
        assertEquals(List.of(), decoded.warnings());
        assertEquals(2 + SECONDS, decoded.samples().length / 16_000.0, 0.15);
        for (int i = 0; i < 1.9 * 16_000; i++) {
            assertEquals(0, decoded.samples()[i], 1e-6, "sample " + i + " is silent");
        }
    }
}
