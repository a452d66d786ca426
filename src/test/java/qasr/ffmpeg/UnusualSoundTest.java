package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.RawSound;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.testing.PictureTrack;
import qasr.testing.Signals;

/** Sound that cancels itself, has no header, begins late, is one track of several, is encrypted or has an absurd rate. */
final class UnusualSoundTest {
    private static final int RATE = 16_000;

    @TempDir
    private Path folder;

    /** Returns {@code signal} times {@code factor}. */
    private static float[] scaled(float[] signal, double factor) {
        float[] scaled = new float[signal.length];
        for (int i = 0; i < signal.length; i++) {
            scaled[i] = (float) (factor * signal[i]);
        }
        return scaled;
    }

    private static double energy(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += samples[i] * (double) samples[i];
        }
        return sum / (to - from);
    }

    @ParameterizedTest
    @CsvSource({"wav, pcm_alaw", "au, pcm_mulaw", "aiff, pcm_s16be"})
    void samplesThatLookLikeATagAreSamples(String container, String codec) throws Exception {
        Path file = MediaFile.write(
                folder.resolve("a." + container), container, new AudioTrack(codec, 8000, Chirp.at(8000, 1)));
        int wanted = Decoded.file(file).samples().length;
        byte[] bytes = Files.readAllBytes(file);
        int start = bytes.length - 8000 * (codec.startsWith("pcm_s16") ? 2 : 1);
        System.arraycopy(new byte[] {'T', 'A', 'G'}, 0, bytes, start, 3);
        Files.write(file, bytes);
        assertEquals(wanted, Decoded.file(file).samples().length);
        assertEquals(List.of(), Decoded.file(file).warnings());
    }

    @ParameterizedTest
    @CsvSource({"wav, pcm_s16le, -1", "flac, flac, -0.9", "mp4, aac, -1", "wav, pcm_mulaw, -0.8", "mp3, libmp3lame, -1"
    })
    void channelsThatCancelAreHeardAllTheSame(String container, String codec, double factor) throws Exception {
        float[] chirp = Chirp.at(44_100, 2);
        Path file = MediaFile.write(
                folder.resolve("x"), container, new AudioTrack(codec, 44_100, chirp, scaled(chirp, factor)));
        Decoded heard = Decoded.file(file);
        Decoded mono =
                Decoded.file(MediaFile.write(folder.resolve("m"), container, new AudioTrack(codec, 44_100, chirp)));
        double share = energy(heard.samples(), RATE / 2, RATE) / energy(mono.samples(), RATE / 2, RATE);
        assertTrue(share > 0.9 && share < 1.1, share + " of its energy");
        assertTrue(
                heard.warnings().toString().contains("cancel each other"),
                heard.warnings().toString());
    }

    /** Hum and DC are in both channels of a bad line, and do not cancel. */
    @ParameterizedTest
    @CsvSource({"0", "50"})
    void speechThatCancelsIsHeardBesideHumAndDc(double hertz) throws Exception {
        float[] left = Chirp.at(RATE, 3);
        float[] right = left.clone();
        for (int i = 0; i < left.length; i++) {
            double hum = 0.03 * Math.cos(2 * Math.PI * hertz * i / RATE);
            left[i] = (float) (0.1 * left[i] + hum);
            right[i] = (float) (-0.1 * right[i] + hum);
        }
        Decoded heard = Decoded.file(
                MediaFile.write(folder.resolve("x.wav"), "wav", new AudioTrack("pcm_f32le", RATE, left, right)));
        double share = energy(heard.samples(), RATE, 2 * RATE) / energy(left, RATE, 2 * RATE);
        assertTrue(share > 0.9 && share < 1.1, share + " of its energy");
        assertTrue(
                heard.warnings().toString().contains("cancel each other"),
                heard.warnings().toString());
    }

    /** Silence is 0xD5 and has the mark of GSM's frames. */
    @Test
    void anALawFileThatBeginsWithSilenceIsNoGsm() throws Exception {
        float[] late = new float[8000 * 3];
        System.arraycopy(Chirp.at(8000, 2), 0, late, 8000, 16_000);
        Path file = MediaFile.write(folder.resolve("x.al"), "alaw", new AudioTrack("pcm_alaw", 8000, late));
        Decoded heard = Decoded.file(file);
        assertEquals(3 * RATE, heard.samples().length, 100);
        assertEquals(List.of(), heard.warnings());
    }

    @Test
    void aTurnThatCancelsIsHeardBetweenOthers() throws Exception {
        float[] left = Chirp.at(RATE, 6);
        float[] right = left.clone();
        for (int i = 2 * RATE; i < 4 * RATE; i++) {
            right[i] = -right[i];
        }
        Decoded heard = Decoded.file(
                MediaFile.write(folder.resolve("x.wav"), "wav", new AudioTrack("pcm_s16le", RATE, left, right)));
        for (int second = 0; second < 6; second++) {
            double share = energy(heard.samples(), second * RATE, (second + 1) * RATE)
                    / energy(left, second * RATE, (second + 1) * RATE);
            assertTrue(share > 0.9 && share < 1.1, "second " + second + ": " + share);
        }
        assertTrue(
                heard.warnings().get(0).matches(".* for (1[.][6-9]|2[.].) s;.*"),
                heard.warnings().toString());
    }

    @Test
    void wideStereoIsMixedAsUsual() throws Exception {
        float[] left = Signals.noise(1, 0.3, 3 * RATE);
        float[] right = Signals.noise(2, 0.3, 3 * RATE);
        for (int i = 0; i < left.length; i++) {
            right[i] = 0.6f * right[i] - 0.5f * left[i];
        }
        Decoded heard = Decoded.file(
                MediaFile.write(folder.resolve("x.wav"), "wav", new AudioTrack("pcm_f32le", RATE, left, right)));
        float[] mean = new float[left.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (((double) left[i] + right[i]) / 2);
        }
        assertArrayEquals(mean, heard.samples());
        assertEquals(List.of(), heard.warnings());
    }

    @ParameterizedTest
    @CsvSource({
        "s16le, pcm_s16le, 16000, 2, '', 's16le,16000,2'",
        "s16be, pcm_s16be, 44100, 1, '', 's16be,44100'",
        "f32le, pcm_f32le, 8000, 1, '', 'f32le,8000,1'",
        "u8, pcm_u8, 11025, 1, '', 'u8,11025'",
        "mulaw, pcm_mulaw, 8000, 1, ul, mulaw",
        "alaw, pcm_alaw, 8000, 1, al, 'alaw,8000'",
        "s16le, pcm_s16le, 8000, 1, sln, 's16le,8000'",
        "s16le, pcm_s16le, 48000, 1, SLN48, 's16le,48000'",
        "g722, g722, 16000, 1, g722, g722",
        "g726le, g726le, 8000, 1, g726, g726le",
        "sbc, sbc, 16000, 1, sbc, sbc",
        "g726, g726, 8000, 1, '', g726",
        "s24be, pcm_s24be, 16000, 1, '', 's24be,16000'",
        "f64le, pcm_f64le, 16000, 1, '', 'f64le,16000'",
        "u16le, pcm_u16le, 16000, 1, '', 'u16le,16000'",
        "s8, pcm_s8, 8000, 1, '', 's8,8000'",
        "mulaw, pcm_mulaw, 8000, 2, '', 'mulaw,8000,2'",
    })
    void soundWithoutAHeaderIsWhatItsNameOrTheUserSays(
            String muxer, String codec, int rate, int channels, String extension, String said) throws Exception {
        float[][] signals = new float[channels][];
        Arrays.fill(signals, Chirp.at(rate, 2));
        Path file = MediaFile.write(folder.resolve("x." + extension), muxer, new AudioTrack(codec, rate, signals));
        AudioInput.Hint hint = AudioInput.Hint.ofName("x").as(Optional.of(RawSound.parse(said)));
        Decoded heard = Decoded.of(new AudioInput.AudioFile(file, hint), OptionalInt.empty());
        assertEquals(List.of(), heard.warnings());
        assertEquals(2 * RATE, heard.samples().length, 400);
        double share = energy(heard.samples(), RATE / 2, RATE) / energy(Chirp.at(RATE, 2), RATE / 2, RATE);
        assertTrue(share > 0.8 && share < 1.2, share + " of its energy");
        Decoded pipe = Decoded.of(new AudioInput.AudioPipe(Files.newInputStream(file), hint), OptionalInt.empty());
        assertArrayEquals(heard.samples(), pipe.samples());
        if (!extension.isEmpty()) {
            assertArrayEquals(heard.samples(), Decoded.file(file).samples());
        }
    }

    @Test
    void voxIsHalfAByteASample() throws Exception {
        byte[] bytes = new byte[8000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 20 < 10 ? 0x33 : 0xBB); // up and down, 400 times a second
        }
        Decoded heard = Decoded.file(Files.write(folder.resolve("x.vox"), bytes));
        assertEquals(2 * RATE, heard.samples().length, 10);
        assertTrue(energy(heard.samples(), RATE / 2, RATE) > 1e-4);
    }

    /** Codecs that this build cannot write: any bits are sound in them, of so many bytes and samples a frame. */
    @ParameterizedTest
    @CsvSource({"gsm, gsm, 33, 160", "g729, g729, 10, 80", "g723_1, g723, 24, 240"})
    void telephoneFramesAreCounted(String format, String extension, int bytes, int samples) throws Exception {
        Random random = new Random(1);
        byte[] frames = new byte[bytes * (16_000 / samples)];
        for (int i = 0; i < frames.length; i++) {
            boolean start = i % bytes == 0;
            int bits = random.nextInt(256);
            frames[i] = (byte)
                    switch (format) {
                        case "gsm" -> start ? 0xD0 | (bits & 15) : bits; // the mark of a frame
                        case "g723_1" -> start ? bits & ~3 : bits; // a frame of 24 bytes
                        default -> bits;
                    };
        }
        Path file = Files.write(folder.resolve("x." + extension), frames);
        AudioInput.Hint hint = AudioInput.Hint.ofName("x").as(Optional.of(RawSound.parse(format)));
        Decoded said = Decoded.of(new AudioInput.AudioPipe(Files.newInputStream(file), hint), OptionalInt.empty());
        assertEquals(2 * RATE, said.samples().length, 600);
        assertTrue(energy(said.samples(), RATE / 2, RATE) > 1e-6, "silent");
        assertArrayEquals(said.samples(), Decoded.file(file).samples());
    }

    @Test
    void rawSoundIsAskedForWhereItsNameSaysTooLittle() throws Exception {
        Path file = Files.write(folder.resolve("x.pcm"), new byte[5000]);
        assertTrue(assertThrows(AudioException.class, () -> Decoded.file(file)).isHeaderless());
        for (String wrong : List.of(
                "s16le", "mp3,8000", "s16le,x", "s16le,8000,0", "s16le,1", "g722,8000", "vox,8000,2", "a,b,c,d")) {
            assertThrows(IllegalArgumentException.class, () -> RawSound.parse(wrong), wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vob", "flv", "mpegts"})
    void soundThatBeginsLateIsFound(String container) throws Exception {
        boolean flash = container.equals("flv");
        String picture = flash ? "flv" : "mpeg2video";
        AudioTrack track = new AudioTrack(flash ? "libmp3lame" : "mp2", 44_100, Chirp.at(44_100, 2));
        byte[] film = Files.readAllBytes(
                MediaFile.of(container).with(PictureTrack.film(picture, 20)).write(folder.resolve("v")));
        Path sound = MediaFile.of(container)
                .with(PictureTrack.film(picture, 2))
                .with(track)
                .write(folder.resolve("s"));
        int header = flash ? 13 : 0;
        ByteArrayOutputStream late = new ByteArrayOutputStream();
        late.write(film);
        while (late.size() < 7_000_000) {
            late.write(film, header, film.length - header);
        }
        byte[] end = Files.readAllBytes(sound);
        late.write(end, header, end.length - header);
        int alone = heardAtEnd(Decoded.file(sound));
        assertEquals(alone, heardAtEnd(Decoded.file(Files.write(folder.resolve("late"), late.toByteArray()))), 1200);
        assertEquals(alone, heardAtEnd(Decoded.pipe(late.toByteArray())), 1200);
    }

    /** The clock of these joined files is beside the point: silence before the sound is left out. */
    private static int heardAtEnd(Decoded decoded) {
        int first = 0;
        while (first < decoded.samples().length && Math.abs(decoded.samples()[first]) < 1e-3) {
            first++;
        }
        return decoded.samples().length - first;
    }

    @Test
    void tracksAreNumberedAndDescribed() throws Exception {
        Path file = MediaFile.of("matroska")
                .with(new AudioTrack("flac", RATE, Chirp.at(RATE, 1)))
                .with(new AudioTrack("pcm_s16le", RATE, Chirp.at(RATE, 1)).markedDefault())
                .write(folder.resolve("x.mka"));
        assertEquals(2, Decoded.file(file).format().track());
        assertEquals(
                "flac, 16000 Hz, channels: 1, audio track 1 of 2 (1: flac; 2: pcm_s16le)",
                Decoded.track(file, 1).format().description());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 16_000_001, 705_032_704, Integer.MAX_VALUE})
    void anAbsurdRateIsADamagedHeader(int rate) throws Exception {
        byte[] wav = wav();
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(24, rate);
        String message =
                assertThrows(AudioException.class, () -> Decoded.pipe(wav)).getMessage();
        assertTrue(message.startsWith("its header is damaged: it states " + rate + " samples per second"), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 768_000, 5_644_800, 16_000_000})
    void anUnusualRateIsResampled(int rate) throws Exception {
        byte[] wav = wav();
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(24, rate);
        int samples = (wav.length - 44) / 2;
        assertEquals(Math.ceil(samples * 16_000.0 / rate), Decoded.pipe(wav).samples().length, 2);
    }

    private byte[] wav() throws IOException {
        Path file =
                MediaFile.write(folder.resolve("x.wav"), "wav", new AudioTrack("pcm_s16le", RATE, Chirp.at(RATE, 1)));
        byte[] bytes = Files.readAllBytes(file);
        byte[] plain = new byte[44 + 2 * RATE]; // without the muxer's LIST chunk
        System.arraycopy(bytes, 0, plain, 0, 36);
        ByteBuffer header = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(4, plain.length - 8).putInt(36, 0x61746164).putInt(40, 2 * RATE);
        System.arraycopy(bytes, bytes.length - 2 * RATE, plain, 44, 2 * RATE);
        return plain;
    }
}
