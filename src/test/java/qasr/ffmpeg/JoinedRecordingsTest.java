package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;

/** Tests files that were appended to one another with their headers: no audio is lost, and no header becomes noise. */
final class JoinedRecordingsTest {
    @TempDir
    private Path folder;

    private byte[] recording(String muxer, String codec, int rate, int channels, double seconds) throws IOException {
        float[][] sound = new float[channels][];
        Arrays.fill(sound, Chirp.at(rate, seconds));
        return Files.readAllBytes(MediaFile.write(folder.resolve("part"), muxer, new AudioTrack(codec, rate, sound)));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private Decoded file(byte[] bytes) throws IOException {
        return Decoded.file(Files.write(folder.resolve("sound"), bytes));
    }

    /** Containers whose recordings are taken apart: each is heard as it is alone. */
    @ParameterizedTest
    @CsvSource({
        "wav, pcm_s16le, 16000",
        "wav, pcm_u8, 8000",
        "wav, adpcm_ms, 16000",
        "wav, mp2, 16000",
        "w64, pcm_s16le, 16000",
        "aiff, pcm_s16be, 16000",
        "au, pcm_mulaw, 8000",
        "caf, pcm_s16le, 16000",
        "caf, alac, 16000",
        "voc, pcm_u8, 8000",
        "wv, wavpack, 44100",
        "tta, tta, 16000",
        "asf, wmav2, 44100",
        "mp4, aac, 44100",
        "ipod, alac, 16000",
        "mov, pcm_s16le, 16000",
        "3gp, libopencore_amrnb, 8000",
        "amr, libopencore_amrnb, 8000",
        "amr, libvo_amrwbenc, 16000",
        "flv, aac, 44100",
        "flv, libmp3lame, 44100",
        "flv, pcm_s16le, 22050",
        "nut, pcm_s16le, 16000",
        "rm, ac3, 48000",
        "rm, real_144, 8000",
        "mmf, adpcm_yamaha, 8000",
        "flac, flac, 16000",
        "matroska, flac, 16000",
        "matroska, pcm_s16le, 16000",
        "webm, libopus, 48000",
    })
    void eachIsHeardAsItIsAlone(String muxer, String codec, int rate) throws Exception {
        byte[] first = recording(muxer, codec, rate, 1, 1.01);
        byte[] second = recording(muxer, codec, rate, 1, 1.5);
        float[] one = file(first).samples();
        float[] two = file(second).samples();
        float[] expected = Arrays.copyOf(one, one.length * 2 + two.length);
        System.arraycopy(two, 0, expected, one.length, two.length);
        System.arraycopy(one, 0, expected, one.length + two.length, one.length);
        byte[] joined = join(first, second, first);
        for (Decoded decoded : List.of(file(joined), Decoded.pipe(joined), Decoded.fastPipe(joined))) {
            assertArrayEquals(expected, decoded.samples());
            assertEquals(1, decoded.warnings().size(), decoded.warnings().toString());
            String note = decoded.warnings().get(0);
            assertTrue(
                    note.matches("3 recordings are joined in this file \\(at 1[.]\\d+ s, at \\d[.]\\d+ s\\).*"), note);
        }
    }

    /** As a browser records: no length, no index, and segments that are open at their end. */
    @ParameterizedTest
    @CsvSource({"webm, libopus, 48000", "matroska, flac, 16000"})
    void liveRecordingsAreTakenApart(String muxer, String codec, int rate) throws Exception {
        byte[] live = Files.readAllBytes(MediaFile.of(muxer)
                .option("live", "1")
                .with(new AudioTrack(codec, rate, Chirp.at(rate, 1.5)))
                .write(folder.resolve("live")));
        int alone = file(live).samples().length;
        byte[] joined = join(live, live, live, live);
        for (Decoded decoded : List.of(file(joined), Decoded.pipe(joined), Decoded.fastPipe(joined))) {
            assertEquals(4 * alone, decoded.samples().length);
            assertEquals(1, decoded.warnings().size(), decoded.warnings().toString());
            assertTrue(decoded.warnings().get(0).startsWith("4 recordings are joined in this file"));
        }
    }

    /** Containers that FFmpeg reads on by itself. */
    @ParameterizedTest
    @CsvSource({
        "ac3, ac3, 48000",
        "eac3, eac3, 48000",
        "dts, dca, 48000",
        "latm, aac, 44100",
        "avi, pcm_s16le, 16000",
        "avi, mp2, 48000",
        "truehd, truehd, 48000",
        "spdif, ac3, 48000",
    })
    void othersGoOnByThemselves(String muxer, String codec, int rate) throws Exception {
        byte[] joined = join(recording(muxer, codec, rate, 1, 1), recording(muxer, codec, rate, 1, 1.5));
        for (Decoded decoded : List.of(file(joined), Decoded.pipe(joined))) {
            assertEquals(2.5, decoded.samples().length / 16_000.0, 0.2);
            for (String warning : decoded.warnings()) {
                assertTrue(warning.startsWith("the timestamps jump 1 time"), warning);
            }
        }
    }

    @Test
    void theNextRecordingMayHaveAnotherRateAndCodec() throws Exception {
        byte[] joined = join(recording("wav", "pcm_s16le", 16_000, 1, 1), recording("wav", "adpcm_ms", 44_100, 2, 1));
        assertEquals(2, file(joined).samples().length / 16_000.0, 0.05);
        byte[] voices = join(
                recording("amr", "libopencore_amrnb", 8000, 1, 1), recording("amr", "libvo_amrwbenc", 16_000, 1, 1));
        assertEquals(2, Decoded.pipe(voices).samples().length / 16_000.0, 0.1);
    }

    /** Chains that FFmpeg does not follow: it keeps the first decoder. */
    @ParameterizedTest
    @CsvSource({
        "ogg, libopus, 48000, 1, libopus, 48000, 2",
        "ogg, libopus, 48000, 2, libopus, 48000, 1",
        "ogg, flac, 16000, 1, flac, 44100, 1",
        "ogg, flac, 16000, 1, flac, 8000, 2",
        "ogg, libopus, 48000, 1, vorbis, 44100, 2",
        "ogg, vorbis, 44100, 2, libspeex, 16000, 1",
        "ogg, libspeex, 8000, 1, flac, 16000, 1",
        "flac, flac, 16000, 1, flac, 48000, 2",
        "flac, flac, 44100, 2, flac, 44100, 1",
        "matroska, pcm_s16le, 16000, 1, pcm_s16le, 48000, 1",
        "matroska, flac, 16000, 1, aac, 44100, 1",
        "matroska, flac, 16000, 1, flac, 44100, 2",
        "webm, libopus, 48000, 1, vorbis, 44100, 2",
    })
    void aChainMayChangeWhatItIs(
            String muxer, String codec, int rate, int channels, String codec2, int rate2, int channels2)
            throws Exception {
        byte[] first = recording(muxer, codec, rate, channels, 3);
        byte[] second = recording(muxer, codec2, rate2, channels2, 2);
        int alone = file(first).samples().length;
        int whole = 2 * alone + file(second).samples().length;
        byte[] joined = join(first, second, first);
        for (Decoded decoded : List.of(file(joined), Decoded.pipe(joined), Decoded.fastPipe(joined))) {
            assertEquals(whole, decoded.samples().length);
            assertEquals(1, decoded.warnings().size(), decoded.warnings().toString());
            assertTrue(
                    decoded.warnings().get(0).startsWith("3 recordings are joined in this file"),
                    decoded.warnings().toString());
        }
    }

    /** FFmpeg goes on in a chain of one codec, but not behind a recorder that was killed before its first sound. */
    @ParameterizedTest
    @CsvSource({
        "opus, libopus, 48000, 1",
        "ogg, vorbis, 44100, 2",
        "ogg, flac, 16000, 1",
        "ogg, libspeex, 16000, 1",
    })
    void aKilledRecordingInAChainDoesNotTakeTheNextOneAlong(String muxer, String codec, int rate, int channels)
            throws Exception {
        byte[] first = recording(muxer, codec, rate, channels, 3);
        byte[] killed = recording(muxer, codec, rate, channels, 3);
        byte[] last = recording(muxer, codec, rate, channels, 2);
        int whole = file(first).samples().length + file(last).samples().length;
        for (int cut : new int[] {20, 60, 100, 120}) {
            byte[] joined = join(first, Arrays.copyOf(killed, cut), last);
            for (Decoded decoded : List.of(file(joined), Decoded.pipe(joined), Decoded.fastPipe(joined))) {
                List<String> warnings = decoded.warnings();
                assertEquals(whole, decoded.samples().length, cut + " bytes: " + warnings);
                assertEquals(2, warnings.size(), cut + " bytes: " + warnings);
                assertTrue(warnings.get(0).startsWith("the recording is cut off: it breaks off"), warnings.get(0));
                assertTrue(warnings.get(1).startsWith("2 recordings are joined in this file"), warnings.get(1));
            }
        }
    }

    /** All tracks of an Ogg file begin one after another: the second is no other recording. */
    @Test
    void twoTracksOfOneOggFileAreNoChain() throws Exception {
        Path file = MediaFile.of("ogg")
                .with(new AudioTrack("libopus", 48_000, Chirp.at(48_000, 2)))
                .with(new AudioTrack("flac", 16_000, Chirp.at(16_000, 2)))
                .write(folder.resolve("x.ogg"));
        for (int track = 1; track <= 2; track++) {
            Decoded decoded = Decoded.track(file, track);
            assertEquals(2 * 16_000, decoded.samples().length, 200);
            assertEquals(List.of(), decoded.warnings());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 32, 33, 65_535})
    void whatStandsBetweenThemIsPassedOver(int zeros) throws Exception {
        byte[] wav = recording("wav", "pcm_s16le", 16_000, 1, 1);
        byte[] joined = join(wav, new byte[zeros], wav);
        for (Decoded decoded : List.of(file(joined), Decoded.pipe(joined))) {
            assertEquals(2 * 16_000, decoded.samples().length);
        }
    }

    /** A recording of another format is not read, but not lost without a word. */
    @ParameterizedTest
    @CsvSource({
        "flac, flac, 16000",
        "opus, libopus, 48000",
        "ipod, aac, 44100",
        "matroska, flac, 16000",
        "mp3, libmp3lame, 16000",
        "amr, libopencore_amrnb, 8000",
        "caf, alac, 16000",
    })
    void anotherFormatBehindTheStatedEndIsNamedAsUnread(String muxer, String codec, int rate) throws Exception {
        byte[] other = recording(muxer, codec, rate, 1, 2);
        for (String first : List.of("wav, pcm_s16le", "aiff, pcm_s16be", "au, pcm_s16be", "w64, pcm_s16le")) {
            String[] format = first.split(", ", -1);
            byte[] joined = join(recording(format[0], format[1], 16_000, 1, 2), other);
            List<Decoded> all = new ArrayList<>(List.of(file(joined)));
            // A pipe does not tell how much follows a tag, and FFmpeg reads an AU to the end of the bytes.
            if (!muxer.equals("mp3") && !format[0].equals("au")) {
                all.add(Decoded.pipe(joined));
            }
            for (Decoded decoded : all) {
                assertEquals(2 * 16_000, decoded.samples().length, first);
                assertEquals(1, decoded.warnings().size(), first + decoded.warnings());
                assertTrue(
                        decoded.warnings().get(0).startsWith("the sound after 2.0 s was not read"),
                        first + decoded.warnings());
            }
        }
    }

    /** A recorder that was interrupted, or wrote into a pipe, and began again. */
    @Test
    void aHeaderThatSaysTooMuchEndsWhereTheNextBegins() throws Exception {
        byte[] wav = recording("wav", "pcm_s16le", 16_000, 1, 1);
        byte[] half = Arrays.copyOf(wav, wav.length - 16_000);
        byte[] joined = join(half, wav);
        for (Decoded decoded : List.of(file(joined), Decoded.pipe(joined))) {
            assertEquals(1.5 * 16_000, decoded.samples().length);
            assertTrue(decoded.warnings().get(0).startsWith("the recording is cut off: it ends after 0.5 s of 1.0 s"));
        }
        for (int i = 4; i < 8; i++) {
            wav[i] = -1;
            wav[wav.length - 32_000 - 8 + i] = -1;
        }
        for (Decoded decoded : List.of(file(join(wav, wav)), Decoded.pipe(join(wav, wav)))) {
            assertEquals(2 * 16_000, decoded.samples().length);
            assertEquals(1, decoded.warnings().size(), decoded.warnings().toString());
        }
    }

    @Test
    void aDamagedNextRecordingCountsAsLost() throws Exception {
        byte[] movie = recording("mp4", "aac", 44_100, 1, 1);
        byte[] head = Arrays.copyOf(movie, 100);
        Decoded decoded = file(join(movie, head));
        assertEquals(1, decoded.samples().length / 16_000.0, 0.05);
        assertEquals(
                List.of("the appended recording at 1.000 s cannot be read: the index (moov) is missing or"
                        + " damaged: the recording was cut off or never finished"),
                decoded.warnings());
        Decoded onward = file(join(movie, head, movie));
        assertEquals(2, onward.samples().length / 16_000.0, 0.05);
        assertEquals(2, onward.warnings().size(), onward.warnings().toString());
    }

    @Test
    void anUnreadableRecordingDoesNotTakeTheNextOneAlong() throws Exception {
        byte[] first = recording("wav", "pcm_s16le", 16_000, 1, 1);
        byte[] last = recording("wav", "pcm_s16le", 16_000, 1, 1.5);
        byte[] joined = join(first, Arrays.copyOf(recording("wav", "pcm_s16le", 16_000, 1, 0.1), 44), last);
        for (Decoded decoded : List.of(file(joined), Decoded.pipe(joined), Decoded.fastPipe(joined))) {
            assertEquals(2.5 * 16_000, decoded.samples().length);
            assertEquals(2, decoded.warnings().size(), decoded.warnings().toString());
        }
    }

    @Test
    void endlessHeadersAreGivenUp() throws Exception {
        byte[] amr = recording("amr", "libopencore_amrnb", 8000, 1, 1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(amr);
        for (int i = 0; i < 200_000; i++) {
            all.writeBytes("#!AMR\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        Decoded decoded = file(all.toByteArray());
        assertEquals(1, decoded.samples().length / 16_000.0, 0.1);
        assertTrue(decoded.warnings().size() <= 16, decoded.warnings().toString());
    }

    @Test
    void aReadErrorInTheNextRecordingIsAnError() throws Exception {
        byte[] wav = recording("wav", "pcm_s16le", 16_000, 1, 1);
        InputStream failing = new InputStream() {
            private final InputStream bytes = new ByteArrayInputStream(wav);
            private int begun;

            @Override
            public int read() {
                throw new UnsupportedOperationException("block by block");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = bytes.read(target, offset, Math.min(length, 1000));
                if (count < 0 && begun++ > 0) {
                    throw new IOException("broken");
                } else if (count < 0) {
                    System.arraycopy(wav, 0, target, offset, 48);
                    return 48;
                }
                return count;
            }
        };
        AudioInput pipe = new AudioInput.AudioPipe(failing);
        assertThrows(AudioException.class, () -> Decoded.of(pipe, OptionalInt.empty()));
    }

    /** Recorders that were killed before they wrote sound or the index, and began again. */
    @ParameterizedTest
    @CsvSource({
        "mp4, aac, 44100, 100",
        "ipod, aac, 44100, 3000",
        "wav, pcm_s16le, 16000, 46",
        "flac, flac, 16000, 1000",
        "matroska, flac, 16000, 200",
        "opus, libopus, 48000, 100",
    })
    void aDamagedFirstRecordingCountsAsLost(String muxer, String codec, int rate, int length) throws Exception {
        byte[] whole = recording(muxer, codec, rate, 1, 1);
        byte[] head = Arrays.copyOf(whole, length);
        int alone = file(whole).samples().length;
        byte[] joined = join(head, whole, whole);
        for (Decoded decoded : List.of(file(joined), Decoded.pipe(joined), Decoded.fastPipe(joined))) {
            assertEquals(2 * alone, decoded.samples().length, decoded.warnings().toString());
            assertEquals(2, decoded.warnings().size(), decoded.warnings().toString());
            assertTrue(
                    decoded.warnings().get(0).startsWith("the first recording cannot be read: "),
                    decoded.warnings().toString());
        }
        String first = assertThrows(AudioException.class, () -> file(head)).getMessage();
        AudioException none = assertThrows(AudioException.class, () -> file(join(head, head)));
        assertEquals(first, none.getMessage());
    }

    @Test
    void aFirstHeaderThatIsWrongDoesNotTakeTheNextRecordingAlong() throws Exception {
        byte[] wav = recording("wav", "pcm_s16le", 16_000, 1, 1);
        byte[] wrong = wav.clone();
        Arrays.fill(wrong, 20, 36, (byte) 0xEE);
        for (Decoded decoded : List.of(file(join(wrong, wav)), Decoded.pipe(join(wrong, wav)))) {
            assertEquals(16_000, decoded.samples().length);
            assertEquals(1, decoded.warnings().size(), decoded.warnings().toString());
            assertTrue(decoded.warnings().get(0).startsWith("the first recording cannot be read: "));
        }
    }
}
