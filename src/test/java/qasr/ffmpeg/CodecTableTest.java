package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;

/**
 * Tests the timing of two clicks and a sentence between them, in every codec and container that this FFmpeg can write.
 */
final class CodecTableTest {
    private static final int RATE = 16_000;
    private static final double FIRST_CLICK = 0.3;
    private static final double SENTENCE = 0.5;
    private static final double SENTENCE_SECONDS = 2.2;
    private static final double SECOND_CLICK = 3.0;
    private static final double SECONDS = 3.4;
    private static final double TOLERANCE = 0.025;
    /** Loudness is looked at in steps of 2 ms. */
    private static final int STEP = RATE / 500;

    private static float[] source;

    @TempDir
    private Path folder;

    @BeforeAll
    static void readSentence() throws Exception {
        float[] english = Decoded.file(Path.of("examples", "english.ogg")).samples();
        source = new float[(int) (SECONDS * RATE)];
        int start = 0;
        while (Math.abs(english[start]) < 0.05) {
            start++;
        }
        System.arraycopy(english, start, source, (int) (SENTENCE * RATE), (int) (SENTENCE_SECONDS * RATE));
        for (double click : new double[] {FIRST_CLICK, SECOND_CLICK}) {
            for (int i = 0; i < RATE / 100; i++) {
                source[(int) (click * RATE) + i] = (float) (0.8 * Math.sin(2 * Math.PI * 1000 * i / RATE));
            }
        }
    }

    /**
     * The columns: muxer, encoder, rate, channels, milliseconds of the encoder's delay that the container does not say,
     * and an option of the muxer.
     */
    @ParameterizedTest(name = "{0} {1} {2} Hz, {3} ch {5}")
    @CsvSource({
        "wav, pcm_u8, 8000, 1, 0,",
        "wav, pcm_s16le, 22050, 2, 0,",
        "wav, pcm_s24le, 44100, 2, 0,",
        "wav, pcm_s32le, 48000, 2, 0,",
        "wav, pcm_s64le, 48000, 1, 0,",
        "wav, pcm_f32le, 48000, 6, 0,",
        "wav, pcm_f64le, 16000, 1, 0,",
        "wav, pcm_alaw, 8000, 1, 0,",
        "wav, pcm_mulaw, 8000, 2, 0,",
        "wav, pcm_s16le, 16000, 1, 0, rf64=always",
        "wav, adpcm_ms, 22050, 2, 0,",
        "wav, adpcm_ima_wav, 22050, 1, 0,",
        "wav, adpcm_yamaha, 22050, 1, 0,",
        "wav, g722, 16000, 1, 0,",
        "wav, g726, 8000, 1, 0,",
        "wav, g723_1, 8000, 1, 0,",
        "wav, libmp3lame, 48000, 2, 23,",
        "wav, ac3, 48000, 2, 5,",
        "w64, pcm_s16le, 16000, 1, 0,",
        "w64, pcm_s24le, 44100, 2, 0,",
        "aiff, pcm_s16be, 16000, 1, 0,",
        "aiff, pcm_s24be, 44100, 2, 0,",
        "aiff, pcm_s16le, 44100, 2, 0,",
        "au, pcm_mulaw, 8000, 1, 0,",
        "au, pcm_s16be, 22050, 1, 0,",
        "au, pcm_f32be, 22050, 1, 0,",
        "caf, pcm_s16le, 16000, 1, 0,",
        "caf, pcm_mulaw, 8000, 1, 0,",
        "caf, alac, 44100, 2, 0,",
        "caf, libopus, 48000, 1, 0,",
        "voc, pcm_u8, 8000, 1, 0,",
        "sox, pcm_s32le, 16000, 1, 0,",
        "ircam, pcm_s16le, 16000, 1, 0,",
        "ac3, ac3, 48000, 2, 5,",
        "eac3, eac3, 48000, 2, 5,",
        "dts, dca, 48000, 2, 10,",
        "truehd, truehd, 48000, 2, 0,",
        "wv, wavpack, 44100, 2, 0,",
        "tta, tta, 16000, 1, 0,",
        "adx, adpcm_adx, 22050, 1, 0,",
        "flac, flac, 16000, 1, 0,",
        "mp2, mp2, 48000, 1, 10,",
        "asf, wmav1, 44100, 2, 46,",
        "asf, wmav2, 44100, 2, 46,",
        "asf, libmp3lame, 48000, 2, 23,",
        "latm, aac, 48000, 1, 21,",
        "adts, aac, 48000, 1, 21,",
        "flv, aac, 44100, 2, 23,",
        "flv, libmp3lame, 44100, 2, 25,",
        "flv, nellymoser, 22050, 1, 6,",
        "flv, adpcm_swf, 22050, 1, 0,",
        "flv, libspeex, 16000, 1, 18,",
        "flv, pcm_s16le, 22050, 1, 0,",
        "mpegts, mp2, 48000, 2, 10, mpegts_m2ts_mode=1",
        "mpegts, ac3, 48000, 2, 5, mpegts_m2ts_mode=1",
        "mpegts, eac3, 48000, 2, 5,",
        "mpegts, aac, 48000, 1, 21, mpegts_flags=latm",
        "mpegts, libopus, 48000, 1, 6,",
        "mpegts, s302m, 48000, 2, 0,",
        "mpeg, mp2, 48000, 2, 10,",
        "vob, ac3, 48000, 2, 5,",
        "vob, pcm_dvd, 48000, 2, 0,",
        "wtv, mp2, 48000, 2, 10,",
        "nut, pcm_s16le, 16000, 1, 0,",
        "nut, vorbis, 44100, 2, 0,",
        "nut, libmp3lame, 48000, 2, 23,",
        "ogg, libspeex, 8000, 1, 20,",
        "oga, flac, 16000, 1, 0,",
        "mp4, aac, 48000, 1, 21, movflags=frag_keyframe+empty_moov+default_base_moof",
        "mp4, flac, 44100, 1, 0, movflags=frag_keyframe+empty_moov",
        "mp4, ac3, 48000, 2, 5,",
        "mp4, libopus, 48000, 1, 0,",
        "mp4, mp2, 48000, 1, 10,",
        "mov, adpcm_ima_qt, 44100, 1, 0,",
        "mov, pcm_s24be, 44100, 1, 0,",
        "mov, pcm_mulaw, 8000, 1, 0,",
        "ismv, aac, 48000, 1, 21,",
        "3gp, libopencore_amrnb, 8000, 1, 5,",
        "amr, libvo_amrwbenc, 16000, 1, 5,",
        "matroska, dca, 48000, 2, 10,",
        "matroska, wavpack, 44100, 1, 0,",
        "matroska, tta, 44100, 1, 0,",
        "matroska, truehd, 48000, 2, 0,",
        "matroska, pcm_f32le, 48000, 1, 0,",
        "matroska, wmav2, 44100, 2, 46,",
        "matroska, adpcm_ms, 22050, 1, 0,",
        "avi, libmp3lame, 48000, 2, 23,",
        "avi, ac3, 48000, 2, 5,",
        "avi, adpcm_ima_wav, 22050, 1, 0,",
        "rm, real_144, 8000, 1, 0,",
        "swf, libmp3lame, 44100, 2, 25,",
    })
    void clicksAndSentenceAreInTheirPlaces(
            String muxer, String codec, int rate, int channels, int delayMillis, String option) throws Exception {
        float[][] signals = new float[channels][];
        Arrays.fill(signals, at(rate));
        MediaFile media = MediaFile.of(muxer).with(new AudioTrack(codec, rate, signals));
        if (option != null) {
            int equals = option.indexOf('=');
            media.option(option.substring(0, equals), option.substring(equals + 1));
        }
        Decoded decoded = Decoded.file(media.write(folder.resolve("sound")));
        double late = delayMillis / 1000.0;

        double[] loudness = loudness(decoded.samples());
        String what = decoded.format() + ", " + decoded.samples().length / (double) RATE + " s, clicks at "
                + click(loudness, FIRST_CLICK) + " and " + click(loudness, SECOND_CLICK) + ", sentence late by "
                + sentenceLag(loudness) + ", " + decoded.warnings();
        assertEquals(FIRST_CLICK + late, click(loudness, FIRST_CLICK), TOLERANCE, what);
        assertEquals(SECOND_CLICK + late, click(loudness, SECOND_CLICK), TOLERANCE, what);
        assertEquals(late, sentenceLag(loudness), TOLERANCE, what);
        assertTrue(decoded.samples().length >= (SECONDS - 0.005) * RATE, what);
        assertTrue(decoded.samples().length <= (SECONDS + 0.25) * RATE, what);
        assertEquals(List.of(), decoded.warnings());
    }

    /** FFmpeg decodes these, and this build of it cannot write them. A build that can deserves a row above. */
    @ParameterizedTest
    @ValueSource(
            strings = {"libgsm", "libgsm_ms", "libilbc", "g729", "qdm2", "ralf", "cook", "atrac3", "ape", "wmapro"})
    void thisBuildHasNoEncoderFor(String codec) {
        assertNull(avcodec.avcodec_find_encoder_by_name(codec));
    }

    /** Returns the source at another rate: good enough to be recognised. */
    private static float[] at(int rate) {
        float[] samples = new float[(int) (SECONDS * rate)];
        for (int i = 0; i < samples.length; i++) {
            double place = (double) i * RATE / rate;
            int before = Math.min((int) place, source.length - 2);
            samples[i] = (float) (source[before] + (source[before + 1] - source[before]) * (place - before));
        }
        return samples;
    }

    private static double[] loudness(float[] samples) {
        double[] loudness = new double[samples.length / STEP];
        for (int i = 0; i < loudness.length; i++) {
            for (int j = i * STEP; j < (i + 1) * STEP; j++) {
                loudness[i] += samples[j] * samples[j];
            }
            loudness[i] = Math.sqrt(loudness[i] / STEP);
        }
        return loudness;
    }

    /** Returns where the click near {@code seconds} starts: its middle is the centre of what is loud there. */
    private static double click(double[] loudness, double seconds) {
        double sum = 0;
        double weighted = 0;
        for (double t = seconds - 0.1; t < seconds + 0.15; t += 0.002) {
            int i = (int) Math.round(t * 500);
            double energy = i < loudness.length ? loudness[i] * loudness[i] : 0;
            sum += energy;
            weighted += energy * (t + 0.001);
        }
        return weighted / sum - 0.005;
    }

    private static double sentenceLag(double[] loudness) {
        double[] expected = loudness(source);
        int from = (int) (SENTENCE * 500);
        int to = (int) ((SENTENCE + SENTENCE_SECONDS) * 500);
        int best = 0;
        double most = -1;
        for (int lag = -50; lag <= 50; lag++) {
            double product = 0;
            double square = 1e-9;
            for (int i = from; i < to; i++) {
                product += expected[i] * loudness[i + lag];
                square += loudness[i + lag] * loudness[i + lag];
            }
            double likeness = product / Math.sqrt(square);
            if (likeness > most) {
                most = likeness;
                best = lag;
            }
        }
        return best / 500.0;
    }

    @Test
    void theSourceItselfIsInPlace() {
        double[] loudness = loudness(source);
        assertEquals(FIRST_CLICK, click(loudness, FIRST_CLICK), 0.002);
        assertEquals(SECOND_CLICK, click(loudness, SECOND_CLICK), 0.002);
        assertEquals(0, sentenceLag(loudness));
    }
}
