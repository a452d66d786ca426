package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import qasr.audio.AudioStream;
import qasr.audio.Channels;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.transcript.Warning;

/** The channels of a recording: mixed, one of them, and each of them. */
final class ChannelsTest {
    private static final int RATE = 16_000;

    @TempDir
    private Path folder;

    /** The samples of each channel that was read, and what was said about them. */
    private record Heard(List<float[]> channels, List<String> warnings) {
        static Heard of(AudioInput input, Channels channels) throws AudioException {
            try (AudioStream stream = new FfmpegDecoder().open(input, OptionalInt.empty(), channels)) {
                float[][] samples = new float[stream.channels()][1 << 20];
                int count = 0;
                int read;
                while ((read = stream.read(samples, count, Math.min(3000, samples[0].length - count))) >= 0) {
                    count += read;
                }
                int length = count;
                return new Heard(
                        Arrays.stream(samples)
                                .map(each -> Arrays.copyOf(each, length))
                                .toList(),
                        stream.warnings().stream().map(Warning::text).toList());
            }
        }

        static Heard of(Path file, Channels channels) throws AudioException {
            return of(new AudioInput.AudioFile(file), channels);
        }
    }

    /** Returns {@code channels} sounds of which each is different. */
    private static float[][] sounds(int channels, int rate, double seconds) {
        float[][] sounds = new float[channels][(int) (rate * seconds)];
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < sounds[channel].length; i++) {
                sounds[channel][i] = (float) (0.3 * Math.sin(2 * Math.PI * (200 + 70 * channel) * i / rate));
            }
        }
        return sounds;
    }

    private static double energy(float[] samples) {
        double sum = 0;
        for (int i = RATE / 4; i < samples.length - RATE / 4; i++) {
            sum += samples[i] * (double) samples[i];
        }
        return sum / (samples.length - RATE / 2);
    }

    /** Returns how alike two sounds are, at any loudness and with a delay of up to 20 ms: 1 if equal. */
    private static double likeness(float[] one, float[] other) {
        double best = 0;
        for (int lag = -320; lag <= 320; lag++) {
            double product = 0;
            double first = 0;
            double second = 0;
            for (int i = RATE / 4; i < Math.min(one.length, other.length) - RATE / 4; i++) {
                product += one[i] * (double) other[i + lag];
                first += one[i] * (double) one[i];
                second += other[i + lag] * (double) other[i + lag];
            }
            best = Math.max(best, product / Math.sqrt(first * second));
        }
        return best;
    }

    @ParameterizedTest
    @CsvSource({
        "wav, pcm_s16le, 16000, 2",
        "wav, pcm_s24le, 48000, 6",
        "flac, flac, 44100, 2",
        "ogg, libopus, 48000, 2",
        "mp4, aac, 44100, 6",
        "mp3, libmp3lame, 44100, 2",
        "wav, pcm_mulaw, 8000, 2"
    })
    void eachChannelIsReadOnItsOwn(String container, String codec, int rate, int count) throws Exception {
        float[][] sounds = sounds(count, rate, 2);
        Path file = MediaFile.write(folder.resolve("x"), container, new AudioTrack(codec, rate, sounds));
        float[][] expected = sounds(count, RATE, 2);
        Heard split = Heard.of(file, Channels.SPLIT);
        assertEquals(count, split.channels().size());
        for (int channel = 0; channel < count; channel++) {
            float[] heard = split.channels().get(channel);
            if (count == 2 || channel != 3) { // an encoder keeps only the lowest tones of the fourth
                double like = likeness(expected[channel], heard);
                assertTrue(like > 0.95, "channel " + (channel + 1) + " is like it was by " + like);
            }
            Heard one = Heard.of(file, Channels.one(channel + 1));
            assertEquals(1, one.channels().size());
            assertArrayEquals(heard, one.channels().get(0));
        }
        Heard pipe =
                Heard.of(new AudioInput.AudioPipe(new ByteArrayInputStream(Files.readAllBytes(file))), Channels.SPLIT);
        for (int channel = 0; channel < count; channel++) {
            int known = (int) (1.9 * RATE); // a pipe of mp3 does not tell where the padding at the end begins
            assertArrayEquals(
                    Arrays.copyOf(split.channels().get(channel), known),
                    Arrays.copyOf(pipe.channels().get(channel), known));
        }
    }

    @Test
    void monoSoundIsItsOnlyChannel() throws Exception {
        float[] sound = sounds(1, RATE, 1)[0];
        Path file = MediaFile.write(folder.resolve("x"), "wav", new AudioTrack("pcm_f32le", RATE, sound));
        for (Channels channels : List.of(Channels.MIX, Channels.one(1), Channels.SPLIT)) {
            Heard heard = Heard.of(file, channels);
            assertEquals(1, heard.channels().size());
            assertArrayEquals(sound, heard.channels().get(0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 'has one channel, so there is no right channel'",
        "2, 3, 'has 2 channels, so there is no channel 3'"
    })
    void aMissingChannelIsAnError(int count, int wanted, String message) throws Exception {
        Path file =
                MediaFile.write(folder.resolve("x"), "wav", new AudioTrack("pcm_s16le", RATE, sounds(count, RATE, 1)));
        assertEquals(
                message,
                assertThrows(AudioException.class, () -> Heard.of(file, Channels.one(wanted)))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void noChannelOfAFilmIsLostInTheMix(int sounding) throws Exception {
        float[][] film = new float[6][2 * RATE];
        film[sounding] = sounds(1, RATE, 2)[0];
        Path file = MediaFile.write(folder.resolve("x"), "flac", new AudioTrack("flac", RATE, film));
        double share = energy(Heard.of(file, Channels.MIX).channels().get(0)) / energy(film[sounding]);
        double least = sounding == 2 ? -12 : sounding < 2 ? -15 : -18;
        assertTrue(10 * Math.log10(share) > least, "channel " + sounding + ": " + 10 * Math.log10(share) + " dB");
    }

    @Test
    void theCentreOfAFilmIsLouderThanEachOtherChannel() throws Exception {
        float[][] film = sounds(6, RATE, 2);
        Path file = MediaFile.write(folder.resolve("x"), "flac", new AudioTrack("flac", RATE, film));
        float[] mix = Heard.of(file, Channels.MIX).channels().get(0);
        double centre = likeness(film[2], mix);
        for (int channel : new int[] {0, 1, 3, 4, 5}) {
            assertTrue(centre > 1.2 * likeness(film[channel], mix), "channel " + channel);
        }
    }

    @Test
    void joinedRecordingsKeepTheChannelsOfTheFirst() throws Exception {
        float[][] sounds = sounds(3, RATE, 1);
        Path stereo = MediaFile.write(
                folder.resolve("a.wav"), "wav", new AudioTrack("pcm_f32le", RATE, sounds[0], sounds[1]));
        Path mono = MediaFile.write(folder.resolve("b.wav"), "wav", new AudioTrack("pcm_f32le", RATE, sounds[2]));
        Path both = Files.write(folder.resolve("c.wav"), Files.readAllBytes(stereo));
        Files.write(both, Files.readAllBytes(mono), StandardOpenOption.APPEND);
        Heard heard = Heard.of(both, Channels.SPLIT);
        assertEquals(2, heard.channels().size());
        for (int channel = 0; channel < 2; channel++) {
            assertArrayEquals(sounds[channel], Arrays.copyOf(heard.channels().get(channel), RATE));
            assertArrayEquals(sounds[2], Arrays.copyOfRange(heard.channels().get(channel), RATE, 2 * RATE));
        }
        assertTrue(
                heard.warnings().toString().contains("the number of channels changes from 2 to 1"),
                heard.warnings().toString());
        assertEquals(2 * RATE, Heard.of(both, Channels.one(2)).channels().get(0).length);
    }

    @ParameterizedTest
    @CsvSource({"wav, pcm_s16le", "mpegts, ac3"})
    void theNoteOnAMissingChannelHasTheNumberOfChannelsThatThereWere(String container, String codec) throws Exception {
        Path file = folder.resolve("both");
        for (int count : new int[] {6, 1, 6}) {
            Path part = MediaFile.write(
                    folder.resolve("part"), container, new AudioTrack(codec, 48_000, sounds(count, 48_000, 1)));
            Files.write(file, Files.readAllBytes(part), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        List<String> warnings = Heard.of(file, Channels.one(2)).warnings();
        assertTrue(
                warnings.toString().contains("the number of channels changes from 6 to 1 in the middle"),
                warnings.toString());
    }
}
