package qasr.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
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
        return MediaFile.write(
                folder.resolve(name), "wav", new AudioTrack("pcm_f32le", Signals.SECOND, channels));
    }

    private Path joined(Path... parts) throws IOException {
        Path joined = folder.resolve("joined.wav");
        for (Path part : parts) {
            Files.write(joined, Files.readAllBytes(part), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return joined;
    }

    private static MeteredAudio from(int second, Path file) throws IOException {
        AudioSelection rest =
                AudioSelection.ALL.only(new SampleRange((long) second * Signals.SECOND, Long.MAX_VALUE));
        return rest.open(engines(new FfmpegDecoder()), new AudioInput.AudioFile(file));
    }

    /** What is skipped may be the end of one recording, a whole one, and the start of the next. */
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
            assertEquals(length, meter.samples(), Signals.SECOND / 4.0);
            assertEquals(start == 1 ? 0.9 : start == 3 ? 0.5 : 0.1, meter.peak(0), 0.01);
        }
    }
}
