package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.audio.AudioInput.AudioFile;
import qasr.audio.AudioStream;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.testing.PictureTrack;
import qasr.transcript.Warning;

/** Tests that damaged timestamps do not become hours of silence, and that real pauses of any length are kept. */
final class DamagedClockTest {
    private static final int RATE = 48_000;
    private static final double SECONDS = 2;
    private static final int PES_STAMPS = 9;

    @TempDir
    private Path folder;

    private Path write(String muxer, AudioTrack track) throws IOException {
        return MediaFile.write(folder.resolve("sound"), muxer, track);
    }

    private static AudioTrack sound(String codec) {
        return new AudioTrack(codec, RATE, Chirp.at(RATE, SECONDS));
    }

    private static double seconds(Path path) throws IOException {
        long count = 0;
        try (AudioStream stream = new FfmpegDecoder().open(new AudioFile(path), OptionalInt.empty())) {
            float[] samples = new float[1 << 16];
            for (int read = 0; read >= 0; read = stream.read(samples, 0, samples.length)) {
                count += read;
            }
        }
        return count / 16_000.0;
    }

    private static int find(byte[] bytes, String what, int from) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(what, from);
    }

    @ParameterizedTest
    @CsvSource({"mp2, 1", "mp2, 100", "libmp3lame, 1", "ac3, 1"})
    void aHeaderWhoseUnitIsWrongMakesNoSilence(String codec, int unitSeconds) throws Exception {
        int channels = codec.equals("ac3") ? 2 : 1;
        float[][] both = new float[channels][];
        Arrays.fill(both, Chirp.at(RATE, SECONDS));
        Path path = write("avi", new AudioTrack(codec, RATE, both));
        byte[] bytes = Files.readAllBytes(path);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int scale = find(bytes, "strh", 0) + 8 + 20;
        int packets = bytes.length / 300;
        header.putInt(scale, unitSeconds * 100 * packets);
        header.putInt(scale + 4, packets);
        Files.write(path, bytes);
        assertEquals(SECONDS, seconds(path), 0.15);
    }

    @ParameterizedTest
    @CsvSource({"mpegts, mp2", "mpegts, aac", "mpeg, mp2"})
    void aLostFirstPacketWithAWrongTimestampMakesNoSilence(String muxer, String codec) throws Exception {
        Path path = write(muxer, sound(codec).startingAt(20_000));
        byte[] bytes = Files.readAllBytes(path);
        int packet = find(bytes, "\0\0\1\u00C0", 0);
        int stamps = packet + PES_STAMPS;
        while ((bytes[stamps] & 0xE0) != 0x20) {
            stamps++;
        }
        // The highest bits: hours earlier. Behind the timestamp the sound begins.
        bytes[stamps] &= (byte) 0xF1;
        bytes[stamps + 1] = 1;
        for (int i = stamps + 5; i < stamps + 25; i++) {
            bytes[i] = 0;
        }
        Files.write(path, bytes);
        assertEquals(SECONDS, seconds(path), 0.4);
    }

    @Test
    void manyLostPacketsAtTheStartAreSilenceOfTheirLength() throws Exception {
        Path path = write("mp4", new AudioTrack("flac", RATE, Chirp.at(RATE, 30)));
        byte[] bytes = Files.readAllBytes(path);
        int data = find(bytes, "mdat", 0) + 4;
        Arrays.fill(bytes, data, data + (find(bytes, "moov", data) - data) / 2, (byte) 0);
        Files.write(path, bytes);
        Decoded decoded = Decoded.file(path);
        assertEquals(30, decoded.samples().length / 16_000.0, 0.1);
        assertTrue(
                decoded.warnings().get(0).matches("\\d\\d+ corrupt packets were skipped"),
                decoded.warnings().get(0));
    }

    @ParameterizedTest
    @CsvSource({"matroska, flac, 19", "matroska, flac, 20", "nut, mp2, 82", "matroska, mp2, 82"})
    void aWrongTimestampNearTheEndMakesNoSilence(String muxer, String codec, int from) throws Exception {
        Path path = write(muxer, sound(codec).delayed(index -> index < from ? 0 : 2_000_000));
        double seconds = seconds(path);
        assertTrue(seconds < SECONDS + 0.2, seconds + " s");
    }

    @ParameterizedTest
    @CsvSource({"matroska, flac, 600", "matroska, mp2, 3600", "nut, mp2, 600", "mp4, aac, 600"})
    void aTruePauseStays(String muxer, String codec, int pause) throws Exception {
        Path path = write(muxer, sound(codec).delayed(index -> index < 10 ? 0 : 1000 * pause));
        assertEquals(SECONDS + pause, seconds(path), 0.15);
    }

    /** Ten minutes, and a second for every 16 bytes. */
    @ParameterizedTest
    @CsvSource({"matroska, flac", "matroska, mp2", "nut, mp2", "mp4, flac"})
    void noSilenceIsLongerThanTheFileBearsOut(String muxer, String codec) throws Exception {
        long bytes = Files.size(write(muxer, sound(codec)));
        int longest = (int) (600 + bytes / 16);
        Path shorter = write(muxer, sound(codec).delayed(index -> index < 10 ? 0 : 1000 * (longest - 60)));
        assertEquals(SECONDS + longest - 60, seconds(shorter), 0.15);
        Path longer = write(muxer, sound(codec).delayed(index -> index < 10 ? 0 : 1000 * (longest + 60)));
        Decoded joined = Decoded.file(longer);
        assertEquals(SECONDS, joined.samples().length / 16_000.0, 0.15);
        assertTrue(
                joined.warnings().toString().contains("the timestamps jump 1 time"),
                joined.warnings().toString());
    }

    @Test
    void soundThatBeginsMinutesAfterThePictureBeginsThere() throws Exception {
        Path path = MediaFile.of("matroska")
                .with(PictureTrack.film("mpeg4", 2))
                .with(sound("flac").startingAt(600))
                .write(folder.resolve("film"));
        assertEquals(600 + SECONDS, seconds(path), 0.15);
        assertEquals(List.of(), warnings(path));
    }

    private static List<String> warnings(Path path) throws IOException {
        try (AudioStream stream = new FfmpegDecoder().open(new AudioFile(path), OptionalInt.empty())) {
            return stream.warnings().stream().map(Warning::text).toList();
        }
    }
}
