package qasr.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.ChannelMeter;
import qasr.audio.Cleaning;
import qasr.audio.SampleRange;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.ffmpeg.FfmpegFilters;
import qasr.model.StageTimes;
import qasr.testing.AudioTrack;
import qasr.testing.FakeDecoder;
import qasr.testing.MediaFile;
import qasr.testing.Signals;

final class AudioSelectionTest {
    private static final AudioSelection NORMALIZED = AudioSelection.all(OptionalInt.empty())
            .cleaned(new Cleaning(OptionalDouble.of(-20), OptionalDouble.of(80), Cleaning.Denoise.NOBODY, false));

    @TempDir
    private Path folder;

    /** Only a decoder and filters. */
    private static Engines engines() {
        return engines(new FakeDecoder());
    }

    private static Engines engines(AudioDecoder decoder) {
        StageTimes times = new StageTimes();
        return (Engines) Proxy.newProxyInstance(
                Engines.class.getClassLoader(),
                new Class<?>[] {Engines.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "decoder" -> decoder;
                    case "filters" -> new FfmpegFilters();
                    case "stageTimes" -> times;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static float[] read(AudioStream stream) throws AudioException {
        float[] samples = new float[1 << 20];
        int length = 0;
        int count = 0;
        while (count >= 0) {
            length += count;
            count = stream.read(samples, length, samples.length - length);
        }
        return Arrays.copyOf(samples, length);
    }

    /** Words are timed on the sound that was recognised, whether the spool has it before its filters or after them. */
    @Test
    void theSoundOfASpoolIsTheSoundThatWasRecognised() throws Exception {
        Engines engines = engines();
        float[] sound = Signals.noise(1, 0.05, 5 * Signals.SECOND);
        AudioInput input = new AudioInput.AudioFile(FakeDecoder.write(folder.resolve("sound"), sound));
        try (SoundSpool spool = SoundSpool.in(folder, true)) {
            try (AudioStream look = NORMALIZED.tapped(
                    engines, input, Optional.of(spool), (buffer, offset, length) -> {}, (position, expected) -> {})) {
                assertArrayEquals(sound, read(look));
            }
            try (AudioStream recognised = NORMALIZED.again(engines, spool, (position, expected) -> {});
                    AudioStream timed = NORMALIZED.recognised(engines, spool)) {
                assertArrayEquals(read(recognised), read(timed));
            }
        }
        try (SoundSpool spool = SoundSpool.in(folder)) {
            float[] recognised;
            try (AudioStream stream = NORMALIZED.open(engines, input, (position, expected) -> {}, Optional.of(spool))) {
                recognised = read(stream);
            }
            try (AudioStream timed = NORMALIZED.recognised(engines, spool)) {
                float[] again = read(timed);
                assertEquals(recognised.length, again.length);
                assertArrayEquals(recognised, again, 1f / 32_000);
            }
        }
    }

    private Path wav(String name, float[]... channels) throws IOException {
        return MediaFile.write(folder.resolve(name), "wav", new AudioTrack("pcm_f32le", Signals.SECOND, channels));
    }

    private Path joined(Path... parts) throws IOException {
        Path joined = folder.resolve("joined.wav");
        for (Path part : parts) {
            Files.write(joined, Files.readAllBytes(part), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return joined;
    }

    @MustBeClosed
    private static MeteredAudio from(int second, Path file) throws IOException {
        AudioSelection rest = AudioSelection.ALL.only(new SampleRange((long) second * Signals.SECOND, Long.MAX_VALUE));
        return rest.open(engines(new FfmpegDecoder()), new AudioInput.AudioFile(file));
    }

    /** The skipped sound may be the end of one recording, a whole one, and the start of the next. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6})
    void theLevelsAreThoseOfTheExcerptAlsoBehindAJoint(int start) throws Exception {
        Path file = joined(
                wav("a", Signals.tone(300, 0.9, 2 * Signals.SECOND)),
                wav("b", Signals.tone(300, 0.5, 3 * Signals.SECOND)),
                wav("c", Signals.tone(300, 0.1, 5 * Signals.SECOND)));
        try (MeteredAudio excerpt = from(start, file)) {
            int length = read(excerpt).length;
            assertEquals((10 - start) * Signals.SECOND, length);
            ChannelMeter meter = excerpt.channelMeter().get();
            assertEquals(length, (double) meter.samples(), Signals.SECOND / 4.0);
            assertEquals(start == 1 ? 0.9 : start == 3 ? 0.5 : 0.1, meter.peak(0), 0.01);
        }
    }

    private static List<String> warnings(int start, Path file) throws IOException {
        try (MeteredAudio excerpt = from(start, file)) {
            read(excerpt);
            return excerpt.warnings().stream()
                    .map(warning -> warning.kind().name())
                    .toList();
        }
    }

    /** Returns ten seconds of a tone, whose third second is multiplied by {@code factor}. */
    private static float[] tone(double factor) {
        float[] tone = Signals.tone(300, 0.5, 10 * Signals.SECOND);
        for (int i = 2 * Signals.SECOND; i < 3 * Signals.SECOND; i++) {
            tone[i] *= (float) factor;
        }
        return tone;
    }

    private static void assertOnlyBefore(int second, String fault, Path file) throws IOException {
        assertEquals(List.of(fault), warnings(0, file));
        assertEquals(List.of(fault), warnings(1, file), "the fault is in the excerpt");
        assertEquals(List.of(), warnings(second, file), fault);
    }

    @Test
    void faultsBeforeTheExcerptAreNotItsOwn() throws Exception {
        Path flac = MediaFile.write(
                folder.resolve("a.flac"),
                "flac",
                new AudioTrack("flac", Signals.SECOND, Signals.noise(1, 0.3, 10 * Signals.SECOND)));
        byte[] bytes = Files.readAllBytes(flac);
        Arrays.fill(bytes, bytes.length / 4, bytes.length / 4 + 40, (byte) -1);
        assertOnlyBefore(5, "CORRUPT_PACKETS", Files.write(flac, bytes));
        assertOnlyBefore(5, "CLIPPING", wav("clip", tone(8)));
        assertOnlyBefore(5, "CANCELLING_CHANNELS", wav("phase", tone(1), tone(-1)));
        float[] sound = tone(1);
        sound[2 * Signals.SECOND] = Float.NaN;
        assertOnlyBefore(5, "BROKEN_SAMPLES", wav("number", sound));
    }

    @Test
    void faultsOfARecordingBeforeTheExcerptAreNotItsOwn() throws Exception {
        Path file = joined(wav("a", tone(8)), wav("b", tone(1)));
        assertEquals(List.of("CLIPPING", "JOINED_RECORDINGS"), warnings(1, file));
        assertEquals(List.of("JOINED_RECORDINGS"), warnings(11, file));
    }
}
