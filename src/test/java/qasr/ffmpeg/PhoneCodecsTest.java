package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Channels;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.testing.Signals;

/** The codecs of telephones, voice recorders and messengers: length, channels and loudness. */
final class PhoneCodecsTest {
    private static final int RATE = 16_000;
    private static final int SECONDS = 2;

    @TempDir
    private Path folder;

    private static double power(float[] samples) {
        double sum = 0;
        for (int i = RATE / 2; i < 3 * RATE / 2; i++) {
            sum += samples[i] * (double) samples[i];
        }
        return sum / RATE;
    }

    /** Returns a voice at {@code rate}; below 16 kHz, each sample is the mean of those it stands for. */
    private static float[] voice(int channel, int rate) {
        int step = Math.max(1, RATE / rate);
        float[] voice = Signals.speechLike(channel, 0.4, SECONDS * rate * step);
        float[] samples = new float[SECONDS * rate];
        for (int i = 0; i < samples.length; i++) {
            for (int j = 0; j < step; j++) {
                samples[i] += voice[i * step + j] / step;
            }
        }
        return samples;
    }

    @ParameterizedTest(name = "{0} {1} {2} Hz, {3} ch, {4} bit/s")
    @CsvSource({
        "wav, pcm_mulaw, 8000, 1, 0",
        "wav, pcm_mulaw, 8000, 2, 0",
        "wav, pcm_alaw, 8000, 1, 0",
        "wav, pcm_alaw, 8000, 2, 0",
        "wav, g722, 16000, 1, 0",
        "g722, g722, 16000, 1, 0",
        "amr, libopencore_amrnb, 8000, 1, 12200",
        "amr, libopencore_amrnb, 8000, 1, 4750",
        "3gp, libopencore_amrnb, 8000, 1, 7950",
        "amr, libvo_amrwbenc, 16000, 1, 12650",
        "amr, libvo_amrwbenc, 16000, 1, 23850",
        "ogg, libopus, 8000, 1, 12000",
        "ogg, libopus, 8000, 2, 24000",
        "mp3, libmp3lame, 16000, 1, 32000",
        "mp3, libmp3lame, 16000, 2, 32000",
        "mp3, libmp3lame, 44100, 2, 32000",
        "mp3, libmp3lame, 8000, 1, 32000"
    })
    void isDecodedWithAllItsChannels(String container, String codec, int rate, int channels, int bits)
            throws Exception {
        float[][] voices = new float[channels][];
        Arrays.setAll(voices, channel -> voice(channel, rate));
        Path file = MediaFile.write(
                folder.resolve("x." + container), container, new AudioTrack(codec, rate, voices).bitsPerSecond(bits));
        Decoded heard = Decoded.file(file);
        assertEquals(channels, heard.format().channels());
        assertEquals(List.of(), heard.warnings());
        assertEquals(SECONDS * RATE, heard.samples().length, 0.08 * RATE);
        try (AudioStream split =
                new FfmpegDecoder().open(new AudioInput.AudioFile(file), OptionalInt.empty(), Channels.SPLIT)) {
            assertEquals(channels, split.channels());
            float[][] each = new float[channels][3 * RATE];
            int count = 0;
            int read;
            while ((read = split.read(each, count, 3 * RATE - count)) >= 0) {
                count += read;
            }
            assertEquals(heard.samples().length, count);
            for (int channel = 0; channel < channels; channel++) {
                double share = power(each[channel]) / power(voice(channel, RATE));
                assertTrue(share > 0.3 && share < 3, "channel " + channel + " has " + share + " of its power");
            }
        }
    }

    /** This build cannot write GSM: any bits are sound in it. */
    @Test
    void gsmInWavIsDecoded() throws Exception {
        Random random = new Random(2);
        byte[] sound = new byte[65 * 50]; // 40 ms in 65 bytes
        random.nextBytes(sound);
        ByteBuffer wav = ByteBuffer.allocate(60 + sound.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(52 + sound.length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(20);
        wav.putShort((short) 0x31).putShort((short) 1).putInt(8000).putInt(1625);
        wav.putShort((short) 65).putShort((short) 0).putShort((short) 2).putShort((short) 320);
        wav.put("fact".getBytes(StandardCharsets.US_ASCII)).putInt(4).putInt(16_000);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(sound.length).put(sound);
        Decoded heard = Decoded.file(Files.write(folder.resolve("x.wav"), wav.array()));
        assertEquals("gsm_ms", heard.format().codec());
        assertEquals(1, heard.format().channels());
        assertEquals(2 * RATE, heard.samples().length, 400);
        assertTrue(power(heard.samples()) > 1e-6);
    }
}
