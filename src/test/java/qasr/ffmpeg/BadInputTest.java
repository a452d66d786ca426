package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.AudioException;
import qasr.audio.AudioInput.AudioFile;
import qasr.audio.AudioInput.AudioPipe;
import qasr.audio.AudioStream;
import qasr.testing.AudioTrack;
import qasr.testing.CaptionTrack;
import qasr.testing.MediaFile;
import qasr.testing.PictureTrack;

/**
 * Tests that files that are no recordings are refused with one clear message, and that only the named file is opened.
 */
final class BadInputTest {
    private static final float[] SOUND = Chirp.at(16_000, 0.5);
    private static final String UNKNOWN = "is not a recording: its content has no known audio or video format";
    private static final String LIST =
            "is a playlist, not a recording: qasr does not open the files that it lists, so name the"
                    + " recordings themselves";

    @TempDir
    private Path folder;

    @Test
    void aMissingFileADirectoryAndAnEmptyFileAreNamedForWhatTheyAre() throws Exception {
        assertEquals("no such file: check the spelling and the folder", message(folder.resolve("missing.wav")));
        assertEquals("is a directory, not a recording: name the files in it", message(folder));
        Path empty = Files.createFile(folder.resolve("empty.wav"));
        assertEquals("is empty (0 bytes): there is no recording in it", message(empty));
        assertEquals(
                "is empty (0 bytes): there is no recording in it",
                assertThrows(AudioException.class, () -> Decoded.pipe(new byte[0]))
                        .getMessage());
    }

    @Test
    void anUnreadableFileIsReported() throws Exception {
        Path path = write("secret.wav");
        assertTrue(path.toFile().setReadable(false));
        Assumptions.assumeFalse(Files.isReadable(path), "this user may read everything");
        assertEquals("permission denied: make the file readable for this user", message(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dear Sir or Madam,\nplease find attached the minutes of our meeting.\n",
                "x",
                "\u0000\u0000\u0000\u0000",
                "<html><body>404 not found</body></html>",
                "{\"text\": \"not a recording\"}",
                "1\n00:00:01,000 --> 00:00:02,000\na subtitle\n"
            })
    void aTextFileIsNotARecordingWhateverItsName(String text) throws Exception {
        for (int repeats : new int[] {1, 2000}) {
            Path path = Files.writeString(folder.resolve("renamed.mp3"), text.repeat(repeats));
            String message = message(path);
            assertTrue(message.equals(UNKNOWN) || message.startsWith("no audio stream (found: "), message);
        }
    }

    @Test
    void noiseIsNotARecording() throws Exception {
        byte[] noise = new byte[300_000];
        new java.util.Random(7).nextBytes(noise);
        AudioException e =
                assertThrows(AudioException.class, () -> Decoded.file(Files.write(folder.resolve("n"), noise)));
        assertFalse(e.getMessage().isEmpty());
    }

    @Test
    void aFilmWithoutSoundListsWhatItHas() throws Exception {
        Path path = MediaFile.of("mp4")
                .with(PictureTrack.film("libopenh264", 1))
                .with(new CaptionTrack())
                .write(folder.resolve("mute.mp4"));
        assertEquals("no audio stream (found: video/h264, subtitle/mov_text)", message(path));
    }

    @Test
    void listsThatReferToOtherFilesAreRefused() throws Exception {
        Path sound = write("sound.wav");
        for (String list : new String[] {
            "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\n" + sound + "\n#EXT-X-ENDLIST\n",
            "#EXTM3U\nhttp://localhost/sound.mp3\n",
            "ffconcat version 1.0\nfile '" + sound + "'\n",
            "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 5004 RTP/AVP 0\r\n",
            "[playlist]\nFile1=" + sound + "\n"
        }) {
            assertEquals(LIST, message(Files.writeString(folder.resolve("list.m3u8"), list)), list);
            byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
            assertEquals(
                    LIST,
                    assertThrows(AudioException.class, () -> Decoded.pipe(bytes))
                            .getMessage());
        }
        String dash = "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\">"
                + "<Period><AdaptationSet mimeType=\"audio/mp4\"><Representation id=\"1\"><BaseURL>" + sound
                + "</BaseURL></Representation></AdaptationSet></Period></MPD>";
        assertThrows(AudioException.class, () -> Decoded.file(Files.writeString(folder.resolve("x.mpd"), dash)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "-i.wav", "pipe:0", "concat:a|b", "data:audio", "file:x.wav", "a:b.wav", "%03d.wav"})
    @DisabledOnOs(OS.WINDOWS) // which has no such names
    void aFileNameIsNeverReadAsAUrl(String name) throws Exception {
        Path path = write("plain.wav");
        Path odd = Files.move(path, folder.resolve(name));
        assertEquals(SOUND.length, Decoded.file(odd).samples().length);
        assertEquals("no such file: check the spelling and the folder", message(Path.of("http://localhost/a.wav")));
    }

    @Test
    void coversAndSubtitlesAreIgnored() throws Exception {
        Path movie = MediaFile.of("mp4")
                .with(new CaptionTrack())
                .with(new AudioTrack("alac", 16_000, SOUND))
                .write(folder.resolve("film.mp4"));
        assertEquals(SOUND.length, Decoded.file(movie).samples().length);
        for (String[] kind : new String[][] {{"mp3", "libmp3lame"}, {"flac", "flac"}, {"ipod", "alac"}}) {
            Path covered = MediaFile.of(kind[0])
                    .with(new AudioTrack(kind[1], 16_000, SOUND))
                    .with(PictureTrack.cover())
                    .write(folder.resolve("covered"));
            assertEquals(
                    SOUND.length, Decoded.file(covered).samples().length, kind[0].equals("mp3") ? 600 : 0, kind[0]);
            assertEquals(0, Decoded.file(covered).warnings().size());
        }
    }

    @Test
    void aCoverLargerThanTheProbeDoesNotHideTheSound() throws Exception {
        Path path = MediaFile.write(folder.resolve("a.mp3"), "mp3", new AudioTrack("libmp3lame", 16_000, SOUND));
        byte[] sound = Files.readAllBytes(path);
        int size = 3_000_000;
        byte[] tagged = new byte[10 + size + sound.length];
        byte[] head = {
            'I',
            'D',
            '3',
            4,
            0,
            0,
            (byte) (size >> 21),
            (byte) (size >> 14 & 127),
            (byte) (size >> 7 & 127),
            (byte) (size & 127)
        };
        System.arraycopy(head, 0, tagged, 0, 10);
        System.arraycopy(sound, 0, tagged, 10 + size, sound.length);
        int expected = Decoded.file(path).samples().length;
        assertEquals(expected, Decoded.file(Files.write(path, tagged)).samples().length);
        assertTrue(Decoded.pipe(tagged).samples().length >= expected);
    }

    @Test
    void theTrackAskedForIsTaken() throws Exception {
        float[] other = new float[16_000];
        java.util.Arrays.fill(other, 0.25f);
        Path path = MediaFile.of("matroska")
                .with(PictureTrack.film("mpeg4", 1))
                .with(new AudioTrack("pcm_s16le", 16_000, SOUND))
                .with(new AudioTrack("pcm_s16le", 16_000, other).markedDefault())
                .write(folder.resolve("two.mkv"));
        assertEquals(SOUND.length, Decoded.track(path, 1).samples().length);
        assertEquals(16_000, Decoded.track(path, 2).samples().length);
        assertEquals(0.25f, Decoded.file(path).samples()[5], "the track that the container prefers");
        for (int track : new int[] {0, 3, -1}) {
            assertEquals(
                    "no audio track " + track
                            + ": it has 2 audio tracks, 1 to 2 (found: audio/pcm_s16le, audio/pcm_s16le)",
                    assertThrows(AudioException.class, () -> Decoded.track(path, track))
                            .getMessage());
        }
    }

    @Test
    void anInterruptedReaderStops() throws Exception {
        InputStream endless = new EndlessWav(Long.MAX_VALUE);
        try (AudioStream stream = new FfmpegDecoder().open(new AudioPipe(endless), OptionalInt.empty())) {
            float[] buffer = new float[1000];
            assertEquals(1000, stream.read(buffer, 0, 1000));
            Thread.currentThread().interrupt();
            AudioException e = assertThrows(AudioException.class, () -> {
                for (int i = 0; i < 1000; i++) {
                    stream.read(buffer, 0, 1000);
                }
            });
            assertTrue(e.getMessage().endsWith("interrupted"), e.getMessage());
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt is still there for the caller to see");
        }
    }

    @Test
    void aClosedStreamSaysSoAndMayBeClosedAgain() throws Exception {
        try (AudioStream stream = new FfmpegDecoder().open(new AudioFile(write("a.wav")), OptionalInt.empty())) {
            stream.close();
            assertThrows(IllegalStateException.class, () -> stream.read(new float[1], 0, 1));
        }
    }

    @Test
    void aPipeIsNotClosed() throws Exception {
        boolean[] closed = {false};
        InputStream stream = new ByteArrayInputStream(Files.readAllBytes(write("a.wav"))) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        assertEquals(
                SOUND.length,
                Decoded.of(new AudioPipe(stream), OptionalInt.empty()).samples().length);
        assertFalse(closed[0]);
    }

    private Path write(String name) throws IOException {
        return MediaFile.write(folder.resolve(name), "wav", new AudioTrack("pcm_s16le", 16_000, SOUND));
    }

    private static String message(Path path) {
        return assertThrows(AudioException.class, () -> Decoded.file(path)).getMessage();
    }
}
