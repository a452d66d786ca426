package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.testing.PictureTrack;

/** Tests every container and codec that the program supports, as a file and as a pipe. */
final class ContainerTest {
    private static final double SECONDS = 1.6;

    @TempDir
    private Path folder;

    /**
     * The columns: muxer, encoder, rate, channels, with a film, samples at 16 kHz by which the sound may be late (what the
     * container does not say of the codec's delay) and by which it may be longer (the padding of the last frame).
     */
    @ParameterizedTest
    @CsvSource({
        "wav, pcm_s16le, 44100, 2, false, 0, 0",
        "wav, pcm_alaw, 8000, 1, false, 0, 0",
        "wav, pcm_mulaw, 8000, 2, false, 0, 0",
        "wav, pcm_f32le, 48000, 6, false, 0, 0",
        "w64, pcm_s24le, 96000, 2, false, 0, 0",
        "mp3, libmp3lame, 44100, 2, false, 0, 576",
        "mp3, libmp3lame, 16000, 1, false, 0, 576",
        "flac, flac, 44100, 2, false, 0, 0",
        "ipod, aac, 44100, 2, false, 0, 0",
        "ipod, alac, 48000, 2, false, 0, 0",
        "adts, aac, 48000, 1, false, 342, 684",
        "ogg, vorbis, 44100, 2, false, 0, 400",
        "ogg, flac, 22050, 1, false, 0, 0",
        "opus, libopus, 48000, 2, false, 0, 0",
        "ogg, libspeex, 16000, 1, false, 320, 320",
        "amr, libopencore_amrnb, 8000, 1, false, 90, 320",
        "amr, libvo_amrwbenc, 16000, 1, false, 100, 320",
        "3gp, libopencore_amrnb, 8000, 1, false, 90, 320",
        "asf, wmav2, 44100, 2, false, 745, 1490",
        "caf, pcm_s16be, 44100, 2, false, 0, 0",
        "caf, alac, 44100, 2, false, 0, 0",
        "mp4, aac, 44100, 2, true, 0, 0",
        "mov, pcm_s16le, 44100, 2, true, 0, 0",
        "mov, aac, 32000, 1, true, 0, 0",
        "matroska, libmp3lame, 44100, 2, true, 402, 960",
        "matroska, flac, 11025, 1, true, 0, 0",
        "webm, libopus, 48000, 2, true, 0, 16",
        "webm, vorbis, 44100, 2, true, 0, 400",
        "avi, pcm_s16le, 44100, 2, true, 0, 0",
        "mpegts, mp2, 48000, 2, true, 200, 400",
    })
    void soundComesOutInPlaceAndWhole(
            String container, String codec, int rate, int channels, boolean film, int late, int longer)
            throws Exception {
        float[][] signals = new float[channels][];
        Arrays.fill(signals, Chirp.at(rate, SECONDS));
        MediaFile media = MediaFile.of(container);
        if (film) {
            media.with(PictureTrack.film(container.equals("webm") ? "libvpx" : "mpeg4", SECONDS));
        }
        Path path = media.with(new AudioTrack(codec, rate, signals)).write(folder.resolve("sound"));
        float[] expected = Chirp.at(16_000, SECONDS);

        Decoded file = Decoded.file(path);
        int lag = Chirp.lag(expected, file.samples(), 800);
        // These model a voice, not a wave, and their delay is not a whole number of samples.
        boolean speech = codec.contains("amr") || codec.contains("speex");
        String what = "lag " + lag + ", likeness " + Chirp.likeness(expected, file.samples(), lag) + ", length "
                + file.samples().length + ", warnings " + file.warnings();
        assertTrue(lag >= (speech ? -24 : -1) && lag <= late + 1, what);
        assertTrue(Chirp.likeness(expected, file.samples(), lag) > (speech ? 0.8 : 0.95), what);
        assertTrue(file.samples().length >= expected.length - 1, what);
        assertTrue(file.samples().length <= expected.length + longer + 1, what);
        assertEquals(List.of(), file.warnings());
        assertEquals(rate, file.format().sampleRate());
        assertEquals(channels, file.format().channels());

        Decoded pipe = Decoded.pipe(path);
        assertEquals(List.of(), pipe.warnings());
        assertTrue(pipe.samples().length >= file.samples().length, "pipe: " + pipe.samples().length + ", " + what);
        assertTrue(pipe.samples().length <= expected.length + longer + 1, "pipe: " + pipe.samples().length);
        assertArrayEquals(
                file.samples(),
                Arrays.copyOf(pipe.samples(), file.samples().length),
                codec.equals("libmp3lame") ? 0.2f : 0,
                "a pipe gives what the file gives");
    }
}
