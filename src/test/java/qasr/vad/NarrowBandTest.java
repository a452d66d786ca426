package qasr.vad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.testing.AudioTrack;
import qasr.testing.Backgrounds;
import qasr.testing.MediaFile;
import qasr.testing.Signals;

final class NarrowBandTest {
    private static final String[] WIDE = {
        "welcome.m4a", "english.ogg", "spanish.mp3", "french.flac", "italian.opus", "russian.wav"
    };

    @TempDir
    Path folder;

    @Test
    void telephoneCallIsNarrow() throws IOException {
        assertEquals(Optional.of(true), verdict(decoded(Path.of("examples/phone-call.wav"))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.03})
    void otherExamplesAreWide(double gain) throws IOException {
        for (String name : WIDE) {
            assertEquals(Optional.of(false), verdict(scaled(decoded(Path.of("examples", name)), gain)), name);
        }
    }

    /** Codecs of telephones, and what is left of them in a file of another codec. */
    @ParameterizedTest
    @CsvSource({
        "pcm_alaw, wav, pcm_s16le, 1",
        "pcm_mulaw, wav, pcm_s16le, 0.03",
        "libopencore_amrnb, 3gp, libmp3lame, 1",
        "pcm_alaw, wav, aac, 1"
    })
    void speechThroughTelephoneCodecsIsNarrow(String codec, String container, String later, double gain)
            throws IOException {
        for (String name : WIDE) {
            float[] half = halfRate(decoded(Path.of("examples", name)));
            Path call = MediaFile.write(
                    folder.resolve(name + "." + container), container, new AudioTrack(codec, 8000, half));
            float[] heard = decoded(call);
            assertEquals(Optional.of(true), verdict(heard), name);
            Path again = MediaFile.write(
                    folder.resolve(name + "." + codec + ".mka"),
                    "matroska",
                    new AudioTrack(later, 16_000, scaled(heard, gain)));
            assertEquals(Optional.of(true), verdict(decoded(again)), name + " as " + later);
        }
    }

    @Test
    void soundWithoutSpeechIsNotNarrow() {
        int samples = 10 * Signals.SECOND;
        assertFalse(verdict(Backgrounds.chords(0.5, samples)).orElse(false), "chords");
        assertFalse(verdict(Backgrounds.hum(1, 0.3, samples)).orElse(false), "hum");
        assertFalse(verdict(Backgrounds.pink(2, 0.01, samples)).orElse(false), "pink noise");
        assertFalse(verdict(Signals.noise(3, 1e-4, samples)).orElse(false), "a quiet room");
        assertFalse(verdict(Backgrounds.clicks(4, 0.5, samples)).orElse(false), "clicks");
    }

    @Test
    void lessThanASecondHasNoVerdict() throws IOException {
        assertEquals(Optional.empty(), verdict(Signals.silence(10 * Signals.SECOND)));
        float[] call = decoded(Path.of("examples/phone-call.wav"));
        assertEquals(Optional.empty(), verdict(Arrays.copyOf(call, Signals.SECOND * 9 / 10)));
    }

    private static Optional<Boolean> verdict(float[] samples) {
        NarrowBand band = new NarrowBand();
        band.accept(samples, 0, samples.length);
        return band.verdict();
    }

    private static float[] scaled(float[] samples, double gain) {
        float[] scaled = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            scaled[i] = (float) (Math.rint(gain * samples[i] * 32767) / 32767); // as 16 bits
        }
        return scaled;
    }

    /** Every second sample after a low pass at 3.6 kHz, a sinc of 127 samples under a Hann window. */
    private static float[] halfRate(float[] samples) {
        int reach = 63;
        double[] filter = new double[2 * reach + 1];
        for (int i = -reach; i <= reach; i++) {
            double turn = 2 * Math.PI * 3600 / Signals.SECOND * i;
            double sinc = i == 0 ? 3600.0 / 8000 : Math.sin(turn) / (Math.PI * i);
            filter[i + reach] = sinc * (0.5 + 0.5 * Math.cos(Math.PI * i / (reach + 1)));
        }
        float[] half = new float[samples.length / 2];
        for (int i = 0; i < half.length; i++) {
            double sum = 0;
            for (int k = -reach; k <= reach; k++) {
                int at = 2 * i + k;
                sum += at < 0 || at >= samples.length ? 0 : filter[k + reach] * samples[at];
            }
            half[i] = (float) Math.max(-0.99, Math.min(0.99, sum));
        }
        return half;
    }

    private static float[] decoded(Path file) throws IOException {
        try (AudioStream stream = new FfmpegDecoder().open(new AudioInput.AudioFile(file), OptionalInt.empty())) {
            float[] all = new float[60 * Signals.SECOND];
            int length = 0;
            for (int count = 0; count >= 0; count = stream.read(all, length, all.length - length)) {
                length += count;
            }
            return Arrays.copyOf(all, length);
        }
    }
}
