package qasr.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.model.ModelDirectory;
import qasr.text.Language;
import qasr.torch.NetworkOptions;
import qasr.torch.TorchNetwork;

/** The built-in model's aligner on real speech: two examples joined, where the ends of both are known. */
final class BuiltInAlignerTest {
    private static final Language ENGLISH = Language.named("English");

    private static TorchNetwork network;
    private static ConnectionistAligner aligner;

    @BeforeAll
    @SuppressWarnings("MustBeClosedChecker") // close() does
    static void open() throws Exception {
        ModelDirectory model = ModelDirectory.open(Path.of("models", "demo"));
        network = TorchNetwork.open(model, new NetworkOptions(1, "cpu"));
        aligner = new ConnectionistAligner(
                network, model.characterHead().orElseThrow(), model.config().languages());
    }

    @AfterAll
    static void close() {
        aligner.close();
        network.close();
    }

    /** One recording of one language after another one; the pause is longer, shorter or missing. */
    @ParameterizedTest
    @CsvSource({
        "English, welcome.m4a, english.ogg, 900",
        "Spanish, spanish.mp3, spanish.mp3, 400",
        "French, french.flac, french.flac, 150",
        "Italian, italian.opus, italian.opus, 700",
        "Russian, russian.wav, russian.wav, 0",
        "Chinese, mandarin.webm, mandarin.webm, 300",
        "Cantonese, cantonese.mp4, cantonese.mp4, 1200"
    })
    void endsOfJoinedRecordingsAreFound(String language, String one, String other, int pause) throws Exception {
        float[] first = speech(one);
        float[] second = speech(other);
        Sound sound = new Sound();
        sound.silence(250);
        int[] known = new int[4];
        known[0] = sound.millis();
        sound.add(first, 0.5f);
        known[1] = sound.millis();
        sound.silence(pause);
        known[2] = sound.millis();
        sound.add(second, 0.15f);
        known[3] = sound.millis();
        sound.silence(300);
        List<String> units = units(one);
        int firstUnits = units.size();
        units.addAll(units(other));

        AlignedUnits found = aligner.alignJudged(sound.samples(), units, Language.named(language), new BitSet());

        int[] times = found.times();
        assertEquals(2 * units.size(), times.length);
        for (int i = 1; i < times.length; i++) {
            assertTrue(times[i] >= times[i - 1], () -> "not ascending: " + Arrays.toString(times));
        }
        int[] heard = {times[0], times[2 * firstUnits - 1], times[2 * firstUnits], times[times.length - 1]};
        for (int i = 0; i < 4; i++) {
            assertEquals(known[i], heard[i], 200, () -> Arrays.toString(known) + " but " + Arrays.toString(heard));
        }
        long doubtful = IntStream.range(0, units.size()).filter(found::isUnsaid).count();
        assertTrue(doubtful <= units.size() / 8, () -> doubtful + " of " + units.size() + " words are doubtful");
    }

    @Test
    void wordsThatWereNotSaidAreDoubtful() throws Exception {
        List<String> units = units("welcome.m4a");
        int said = units.size();
        units.addAll(List.of("somebody", "borrowed", "nineteen", "elephants"));
        AlignedUnits found = aligner.alignJudged(speech("welcome.m4a"), units, ENGLISH, new BitSet());
        for (int i = said; i < units.size(); i++) {
            int unit = i;
            assertTrue(found.isUnsaid(i), () -> units.get(unit) + " " + found.unsaid());
        }
        assertFalse(found.isUnsaid(0), found::toString);
    }

    @Test
    void aUnitOfUnknownCharactersTakesTheTimeBetweenItsNeighbours() throws Exception {
        List<String> units = units("welcome.m4a");
        float[] samples = speech("welcome.m4a");
        int[] plain = aligner.align(samples, units, ENGLISH);
        int comedian = units.indexOf("Comedian");
        units.set(comedian, "漫才師");
        int[] times = aligner.align(samples, units, ENGLISH);
        assertEquals(plain[2 * comedian], times[2 * comedian], 200);
        assertEquals(plain[2 * comedian + 1], times[2 * comedian + 1], 200);
    }

    @Test
    void silenceAndTooLongTextsGetEqualSharesAndNoTrust() throws Exception {
        List<String> units = List.of("one", "two");
        AlignedUnits silent = aligner.alignJudged(new float[16_000], units, ENGLISH, new BitSet());
        assertEquals("[0, 500, 500, 1000]", Arrays.toString(silent.times()));
        assertTrue(silent.isUnsaid(0) && silent.isUnsaid(1));
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add("word" + i);
        }
        AlignedUnits crowded = aligner.alignJudged(speech("welcome.m4a"), many, ENGLISH, new BitSet());
        assertEquals(2000, crowded.times().length);
        assertTrue(crowded.isUnsaid(500));
        assertEquals(0, aligner.align(new float[16_000], List.of(), ENGLISH).length);
    }

    private static List<String> units(String example) throws IOException {
        String name = example.substring(0, example.lastIndexOf('.'));
        List<String> units = new ArrayList<>();
        for (String word : Files.readString(Path.of("examples", name + ".txt")).split("[^\\p{L}\\p{M}]+", -1)) {
            if (word.codePoints().anyMatch(Character::isIdeographic)) {
                word.codePoints().mapToObj(Character::toString).forEach(units::add);
            } else if (!word.isEmpty()) {
                units.add(word);
            }
        }
        return units;
    }

    /** Returns an example from the first to the last 10 ms within 38 dB of its loudest. */
    private static float[] speech(String example) throws IOException {
        float[] samples = new float[20 * Waveform.SAMPLE_RATE];
        int size = 0;
        try (AudioStream stream =
                new FfmpegDecoder().open(new AudioInput.AudioFile(Path.of("examples", example)), OptionalInt.empty())) {
            for (int n = 0; n >= 0; n = stream.read(samples, size, samples.length - size)) {
                size += n;
            }
        }
        SoundLevel level = new SoundLevel(Arrays.copyOf(samples, size));
        float least = level.greatest(0, level.steps() - 1) - 38;
        int first = 0;
        int last = level.steps() - 1;
        while (level.at(first) < least) {
            first++;
        }
        while (level.at(last) < least) {
            last--;
        }
        return Arrays.copyOfRange(samples, first * 160, (last + 1) * 160);
    }

    /** A sound that grows, with a little noise everywhere. */
    private static final class Sound {
        private final Random random = new Random(8);
        private float[] samples = new float[0];

        void silence(int millis) {
            add(new float[16 * millis], 0);
        }

        void add(float[] part, float gain) {
            int at = samples.length;
            samples = Arrays.copyOf(samples, at + part.length);
            for (int i = 0; i < part.length; i++) {
                samples[at + i] = gain * part[i] + (float) (3e-4 * random.nextGaussian());
            }
        }

        int millis() {
            return samples.length / 16;
        }

        float[] samples() {
            return samples;
        }
    }
}
