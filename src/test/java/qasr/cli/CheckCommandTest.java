package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.engine.Engines;
import qasr.engine.NativeEngines;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.testing.AudioTrack;
import qasr.testing.Backgrounds;
import qasr.testing.FakeDecoder;
import qasr.testing.MediaFile;
import qasr.testing.Shared;
import qasr.testing.Signals;

/** Recordings that are each wrong in one known way, made of the recorded speech in models/listen. */
final class CheckCommandTest {
    private static final int RATE = 16_000;
    private static final Path LISTEN = Path.of("models/listen");

    @TempDir
    static Path folder;

    private static Engines opened;

    /** These engines, without an effect of their close. */
    private static Engines engines;

    @TempDir
    Path own;

    @BeforeAll
    static void open() {
        opened = new NativeEngines(directory -> List.of());
        engines = Engines.class.cast(Proxy.newProxyInstance(
                CheckCommandTest.class.getClassLoader(),
                new Class<?>[] {Engines.class},
                (proxy, method, arguments) -> method.getName().equals("close") ? null : call(method, arguments)));
    }

    private static Object call(Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(opened, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @AfterAll
    static void close() {
        opened.close();
    }

    /** A made recording and the problem that it has, "" for none. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Made(String name, String problem, String codec, int rate, float[]... channels) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Made> recordings() throws IOException {
        float[] voice = Signals.concat(speech("worry.flac"), speech("last-year.flac"));
        float[] other = Arrays.copyOf(Signals.concat(speech("jfk.flac"), speech("worry.flac")), voice.length);
        float[] hiss = Signals.noise(1, 1e-3, voice.length);
        float[] hiss2 = Signals.noise(2, 1e-3, voice.length);
        float[] music = Backgrounds.chords(0.5, 20 * RATE);
        return Stream.of(
                wav("a clean voice", "", voice),
                wav("a voice with a little noise", "", Signals.mix(voice, Signals.noise(3, 0.01, voice.length))),
                new Made("a voice in MP3", "", "libmp3lame", RATE, voice),
                new Made("a voice in G.711 at 16 kHz", "", "pcm_mulaw", RATE, voice),
                wav("a voice 20 dB lower", "", scaled(voice, 0.1)),
                wav("a voice 35 dB lower", "too_quiet", scaled(voice, 0.018)),
                wav("a gain 9 dB too high", "clipped", clipped(scaled(voice, 5), 1)),
                wav("clipped and made quieter", "clipped", scaled(clipped(scaled(voice, 5), 1), 0.3)),
                new Made("clipped, then MP3", "clipped", "libmp3lame", RATE, clipped(scaled(voice, 5), 1)),
                wav("in a large room", "far_microphone", reverberant(voice)),
                wav("noise 5 dB below", "far_microphone", Signals.mix(voice, Signals.noise(4, 0.09, voice.length))),
                wav("chords", "mostly_music", music),
                wav("chords, then a voice", "mostly_music", Signals.concat(music, Arrays.copyOf(voice, 8 * RATE))),
                new Made("a telephone", "narrow_band", "pcm_mulaw", 8000, halved(voice)),
                wav("a call stored at 16 kHz", "narrow_band", doubled(halved(voice))),
                wav("silence", "silent", Signals.silence(5 * RATE)),
                wav("a syllable 60 dB lower", "too_quiet", scaled(Arrays.copyOf(voice, 2 * RATE), 0.01)),
                wav("noise alone", "no_speech", Signals.noise(5, 0.1, 5 * RATE)),
                wav("stereo of one voice each", "", inTurns(voice, 0, hiss), inTurns(other, 1, hiss2)),
                wav("a quiet side", "", inTurns(voice, 0, hiss), scaled(inTurns(other, 1, hiss2), 0.1)),
                wav("a silent right channel", "silent_channel", voice, Signals.silence(voice.length)),
                wav("a constant offset beside a voice", "silent_channel", constant(voice.length), voice),
                wav("a duplicated channel", "duplicated_channel", voice, voice),
                wav("a quieter duplicate", "duplicated_channel", voice, scaled(voice, 0.3)),
                new Made("a duplicate in AAC", "duplicated_channel", "aac", RATE, voice, voice),
                wav("opposite phase", "opposite_phase", voice, scaled(voice, -1)),
                wav("a duplicate 3 ms late", "duplicated_channel", voice, late(voice, 3)),
                wav("a duplicate 237 ms early", "duplicated_channel", late(voice, 237), scaled(voice, 0.5)),
                new Made("a late duplicate in AAC", "duplicated_channel", "aac", RATE, voice, late(voice, 50)),
                wav("bleed 10 dB lower in turns", "", bleeding(voice, other, 0.316, 1)),
                wav("bleed 10 dB lower, 20 ms late", "", bleeding(voice, other, 0.316, 20)),
                wav("bleed 6 dB lower in turns", "", bleeding(voice, other, 0.5, 5)),
                wav("both talk", "much_overlap", Signals.mix(voice, hiss), Signals.mix(other, hiss2)),
                wav(
                        "one talks, with bleed",
                        "",
                        Signals.mix(voice, hiss),
                        Signals.mix(scaled(late(voice, 5), 0.05), hiss2)));
    }

    private static float[] late(float[] sound, int millis) {
        int delay = millis * RATE / 1000;
        return Arrays.copyOf(Signals.concat(Signals.silence(delay), sound), sound.length);
    }

    /** Two people in turns, each also in the other channel. */
    private static float[][] bleeding(float[] voice, float[] other, double gain, int millis) {
        float[] left = inTurns(voice, 0, Signals.noise(1, 1e-3, voice.length));
        float[] right = inTurns(other, 1, Signals.noise(2, 1e-3, voice.length));
        return new float[][] {
            Signals.mix(left, scaled(late(right, millis), gain)), Signals.mix(right, scaled(late(left, millis), gain))
        };
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void aRecordingHasExactlyTheProblemThatItWasMadeWith(Made made) throws IOException {
        String container = made.codec().equals("aac") ? "mp4" : made.codec().equals("libmp3lame") ? "mp3" : "wav";
        Path file = MediaFile.write(
                folder.resolve(made.name() + "." + container),
                container,
                new AudioTrack(made.codec(), made.rate(), made.channels()));
        Cli.Outcome outcome = new Cli(engines).run("check", "--json", "--no-text", file);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(
                made.problem().isEmpty() ? List.of() : List.of(made.problem()), problems(outcome.out()), outcome.out());
    }

    @Test
    void aPersonOnEachChannelIsNoProblemAndAdvisesToSplit() throws IOException {
        float[] voice = Signals.concat(speech("worry.flac"), speech("last-year.flac"));
        float[] other = Arrays.copyOf(Signals.concat(speech("jfk.flac"), speech("worry.flac")), voice.length);
        float[] left = inTurns(voice, 0, Signals.noise(1, 1e-3, voice.length));
        float[] right = inTurns(other, 1, Signals.noise(2, 1e-3, voice.length));
        float[] silence = Signals.silence(voice.length);
        assertTrue(isApart("apart", left, right));
        assertTrue(isApart("quiet", left, scaled(right, 0.05)));
        assertTrue(isApart("bleed", Signals.mix(left, scaled(right, 0.1)), Signals.mix(right, scaled(left, 0.1))));
        assertTrue(isApart("four", left, silence, right, silence));
        assertFalse(isApart("mono", left));
        assertFalse(isApart("same", left, left));
        assertFalse(isApart("late", left, late(left, 5)));
        assertFalse(isApart("very late", left, late(left, 300)));
        assertFalse(isApart("one side", left, Signals.noise(3, 1e-3, voice.length)));
        Cli.Outcome text = new Cli(engines).run("check", "--no-text", own.resolve("apart.wav"));
        assertTrue(
                text.out()
                        .contains(
                                "\n  no problem found\n  advice: each channel holds a person of its own: transcribe with --channels split"),
                text.out());
        String four = new Cli(engines)
                .run("check", "--no-text", own.resolve("four.wav"))
                .out();
        assertTrue(four.contains("advice: each channel with speech holds a person of its own: transcribe with"), four);
        assertTrue(four.contains("advice: transcribe a channel that has sound alone with --channels;"), four);
    }

    private boolean isApart(String name, float[]... channels) throws IOException {
        return JsonParser.parseString(check(name, List.of(), channels))
                .getAsJsonObject()
                .get("one_person_per_channel")
                .getAsBoolean();
    }

    @Test
    void speechOfSplitChannelsAtTheSameTimeCountsOnce() throws IOException {
        float[] voice = Signals.concat(speech("worry.flac"), speech("last-year.flac"));
        float[] other = Arrays.copyOf(Signals.concat(speech("jfk.flac"), speech("worry.flac")), voice.length);
        JsonObject json = JsonParser.parseString(check("a", List.of("--channels", "split"), voice, other))
                .getAsJsonObject();
        double speech = json.get("speech_seconds").getAsDouble();
        assertTrue(speech > 5 && speech <= json.get("duration").getAsDouble(), json.toString());
    }

    @Test
    void speechThatTheDetectorMayMissIsNamedWithItsPlace() throws IOException {
        float[] covered = speech("break-in.flac");
        float[] gap = Signals.silence(3 * RATE);
        float[] clear = Signals.concat(speech("worry.flac"), gap, covered);
        float[] noisy =
                Signals.concat(speech("worry.flac"), gap, Signals.mix(covered, Signals.noise(1, 0.3, covered.length)));
        assertEquals(List.of(), problems(check("clear", List.of(), clear)));
        for (List<String> part : List.of(List.<String>of(), List.of("--start", "3"))) {
            String out = check("noisy", part, noisy);
            int index = problems(out).indexOf("unsure_speech"); // beside the reverberation of made noise
            assertTrue(index >= 0, out);
            JsonArray all = JsonParser.parseString(out).getAsJsonObject().getAsJsonArray("problems");
            JsonObject found = all.get(index).getAsJsonObject();
            JsonArray figures = found.getAsJsonArray("figures");
            double place = figures.get(1).getAsJsonObject().get("value").getAsDouble();
            assertTrue(place > 8, out); // in the covered speech, counted from the start of the recording
            assertTrue(found.get("text").getAsString().endsWith("at 0:%02d".formatted((int) place)), out);
        }
    }

    @Test
    void digitalSilenceBesideNoisySpeechHidesNoNoise() throws IOException {
        float[] voice = speech("last-year.flac");
        float[] noisy = Signals.mix(voice, Signals.noise(4, 0.09, voice.length));
        float[] zeros = Signals.silence(RATE);
        String plain = check("plain", List.of(), noisy);
        String padded = check("padded", List.of(), Signals.concat(zeros, noisy, zeros));
        assertEquals(noise(plain), noise(padded), 1, padded);
        assertEquals(List.of("far_microphone"), problems(plain), plain);
        assertEquals(List.of("far_microphone"), problems(padded), padded);
    }

    private static double noise(String json) {
        JsonObject sound = JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("sound");
        return sound.get("noise_dbfs").getAsDouble();
    }

    private String check(String name, List<String> options, float[]... channels) throws IOException {
        Path file = MediaFile.write(own.resolve(name + ".wav"), "wav", new AudioTrack("pcm_s16le", RATE, channels));
        List<Object> arguments = new ArrayList<>(List.of("check", "--json", "--no-text", file));
        arguments.addAll(options);
        Cli.Outcome outcome = new Cli(engines).run(arguments.toArray());
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.out();
    }

    @Test
    void aDamagedFileIsDamagedAndNothingElse() throws IOException {
        byte[] whole = Files.readAllBytes(LISTEN.resolve("break-in.flac"));
        Path cut = Files.write(own.resolve("cut.flac"), Arrays.copyOf(whole, whole.length * 2 / 3));
        Cli.Outcome outcome = new Cli(engines).run("check", "--json", "--no-text", cut);
        assertEquals(0, outcome.status(), outcome.err());
        assertEquals(List.of("damaged"), problems(outcome.out()), outcome.out());
    }

    /** The recordings of the repository and, where they are, those of the folder beside it. */
    @Test
    void goodRecordingsHaveNoProblem() throws IOException {
        List<Object> arguments =
                new ArrayList<>(List.of("check", "--json", "--no-text", "--exclude", "phone-call.wav"));
        arguments.addAll(List.of("examples", LISTEN));
        Cli.Outcome outcome = new Cli(engines).run(arguments.toArray());
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.out().lines().count() >= 13, outcome.out());
        outcome.out().lines().forEach(line -> assertEquals(List.of(), problems(line), line));
        Cli.Outcome phone = new Cli(engines).run("check", "--json", "--no-text", "examples/phone-call.wav");
        assertEquals(List.of("narrow_band"), problems(phone.out()), phone.out());
    }

    @Test
    void sharedRecordingsHaveNoProblemBesideCoveredAndFaintSpeech() {
        Path shared = Shared.file("data/speech");
        Cli.Outcome outcome = new Cli(engines).run("check", "--json", "--no-text", shared);
        assertEquals(0, outcome.status(), outcome.err());
        outcome.out().lines().forEach(line -> {
            boolean unsure = line.contains("/20s_no_authentic_way") || line.contains("/30s_i_wont_open");
            assertEquals(unsure ? List.of("unsure_speech") : List.of(), problems(line), line);
        });
    }

    @Test
    void aPipeIsCheckedLikeAFile() throws IOException {
        Path file = LISTEN.resolve("worry.flac");
        Cli.Outcome direct = new Cli(engines).run("check", "--no-text", file);
        Cli.Outcome piped = new Cli(engines).in(Files.readAllBytes(file)).run("check", "--no-text", "-");
        assertEquals(0, piped.status(), piped.err());
        assertEquals(direct.out().replace(file.toString(), "-"), piped.out());
        assertEquals("""
                models/listen/worry.flac: 0:05, flac, 16000 Hz, channels: 1
                  speech: 3.8 s of 5.0 s (76 %), -20 dBFS, 33 dB above the noise
                  no problem found
                  not judged: much overlap (the recording has one channel, where voices at the same time are not measured)
                """, direct.out());
    }

    @Test
    void anExcerptIsMeasuredAlone() throws IOException {
        float[] voice = speech("worry.flac");
        Path file = MediaFile.write(
                own.resolve("a.wav"),
                "wav",
                new AudioTrack("pcm_s16le", RATE, Signals.concat(clipped(scaled(voice, 5), 1), voice)));
        assertEquals(
                List.of("clipped"),
                problems(new Cli(engines)
                        .run("check", "--json", "--no-text", file)
                        .out()));
        Cli.Outcome rest = new Cli(engines).run("check", "--json", "--no-text", "--start", "5.1", file);
        assertEquals(List.of(), problems(rest.out()), rest.out());
    }

    @Test
    void theFirstTenSecondsOfSpeechAreTranscribedAndTheRestIsEstimated() throws IOException {
        float[] seconds = new float[60 * RATE];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = i / RATE < 30 ? 0 : (i / RATE % 5 + 1) / 10f;
        }
        Path file = FakeDecoder.write(own.resolve("a.wav"), seconds);
        Path model = Files.createDirectory(own.resolve("model"));
        Cli.Outcome outcome = new Cli(new FakeEngines()).run("check", "--json", "-m", model, file);
        assertEquals(0, outcome.status(), outcome.err());
        JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
        assertEquals(60, json.get("duration").getAsDouble());
        assertEquals("en", json.get("language").getAsString());
        String text = json.get("text").getAsString();
        assertEquals(10, text.split(" ", -1).length, text);
        assertTrue(json.get("work_seconds").getAsDouble() > 0, outcome.out());
        Cli.Outcome words = new Cli(new FakeEngines()).run("check", "-m", model, file);
        assertTrue(words.out().contains("  begins: " + text + "\n"), words.out());
        assertTrue(words.out().matches("(?s).*\n  transcribing takes about \\d+ s with \\S+\n.*"), words.out());
    }

    @Test
    void aBadFileDoesNotStopTheOthersAndStrictMakesAProblemAFailure() throws IOException {
        Path bad = Files.writeString(own.resolve("bad.wav"), "no sound");
        Path quiet = MediaFile.write(
                own.resolve("quiet.wav"), "wav", new AudioTrack("pcm_s16le", RATE, scaled(speech("worry.flac"), 0.01)));
        Path good = LISTEN.resolve("worry.flac");
        Path missing = own.resolve("missing.wav");
        assertEquals(
                0, new Cli(engines).run("check", "--no-text", "--strict", good).status());
        Cli.Outcome strict = new Cli(engines).run("check", "--no-text", "--strict", quiet, good);
        assertEquals(8, strict.status(), strict.err());
        assertEquals(0, new Cli(engines).run("check", "--no-text", quiet).status());
        Cli.Outcome some = new Cli(engines).run("check", "--no-text", "--strict", bad, quiet, missing, good);
        assertEquals(3, some.status());
        assertTrue(some.out().contains("problem: the speech is too quiet"), some.out());
        assertTrue(some.out().contains("no problem found"), some.out());
        assertTrue(some.err().contains(missing + ": no such file"), some.err());
        assertEquals(4, new Cli(engines).run("check", "--no-text", missing).status());
        assertFalse(some.out().contains("bad.wav"), some.out());
    }

    @Test
    void channelsAreMeasuredBeforeTheyAreMixed() throws IOException {
        float[] voice = speech("worry.flac");
        Path file = MediaFile.write(
                own.resolve("a.flac"),
                "flac",
                new AudioTrack("flac", RATE, voice, scaled(voice, 0.01), constant(voice.length)));
        Cli.Outcome outcome = new Cli(engines).run("segment", "--stats", "-f", "json", file);
        JsonArray channels = JsonParser.parseString(outcome.out())
                .getAsJsonObject()
                .getAsJsonObject("stats")
                .getAsJsonArray("channels");
        double[] levels = new double[3];
        Arrays.setAll(
                levels, i -> channels.get(i).getAsJsonObject().get("level_dbfs").getAsDouble());
        assertEquals(-21.1, levels[0], 0.1);
        assertEquals(levels[0] - 40, levels[1], 0.2);
        assertEquals(-127, levels[2], "a constant is no sound");
    }

    private static List<String> problems(String json) {
        JsonArray problems = JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("problems");
        List<String> names = new ArrayList<>();
        problems.forEach(each -> names.add(each.getAsJsonObject().get("problem").getAsString()));
        return names;
    }

    private static Made wav(String name, String problem, float[]... channels) {
        return new Made(name, problem, "pcm_s16le", RATE, channels);
    }

    private static float[] speech(String name) throws IOException {
        try (AudioStream stream =
                new FfmpegDecoder().open(new AudioInput.AudioFile(LISTEN.resolve(name)), OptionalInt.empty())) {
            float[] samples = new float[20 * RATE];
            int length = 0;
            for (int count = 0; count >= 0; count = stream.read(samples, length, samples.length - length)) {
                length += count;
            }
            return Arrays.copyOf(samples, length);
        }
    }

    private static float[] scaled(float[] sound, double factor) {
        float[] scaled = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            scaled[i] = (float) (factor * sound[i]);
        }
        return scaled;
    }

    private static float[] clipped(float[] sound, float rail) {
        float[] clipped = new float[sound.length];
        float top = rail * 32_767 / 32_768;
        for (int i = 0; i < sound.length; i++) {
            clipped[i] = Math.max(-top, Math.min(top, sound[i]));
        }
        return clipped;
    }

    private static float[] constant(int length) {
        float[] constant = new float[length];
        Arrays.fill(constant, 0.2f);
        return constant;
    }

    /** Four seconds of talk and four of a pause, in turns; {@code turn} says who begins. */
    private static float[] inTurns(float[] voice, int turn, float[] noise) {
        float[] sound = noise.clone();
        for (int i = 0; i < sound.length; i++) {
            sound[i] += i / (4 * RATE) % 2 == turn ? voice[i] : 0;
        }
        return sound;
    }

    /** A room with a reverberation time of one second; the direct sound is 5 dB below its reverberation. */
    private static float[] reverberant(float[] dry) {
        Random random = new Random(6);
        int[] delays = new int[1000];
        double[] gains = new double[delays.length];
        double power = 0;
        for (int tap = 0; tap < delays.length; tap++) {
            delays[tap] = 40 + random.nextInt(RATE);
            gains[tap] = (random.nextBoolean() ? 1 : -1) * Math.pow(10, -3.0 * delays[tap] / RATE);
            power += gains[tap] * gains[tap];
        }
        double wet = Math.sqrt(Math.pow(10, 0.5) / power);
        float[] sound = dry.clone();
        for (int tap = 0; tap < delays.length; tap++) {
            float gain = (float) (wet * gains[tap]);
            for (int i = delays[tap]; i < sound.length; i++) {
                sound[i] += gain * dry[i - delays[tap]];
            }
        }
        return scaled(sound, 0.4);
    }

    /** Half the sample rate, after a low pass of 3.4 kHz. */
    private static float[] halved(float[] sound) {
        float[] low = lowPass(sound);
        float[] half = new float[sound.length / 2];
        for (int i = 0; i < half.length; i++) {
            half[i] = low[2 * i];
        }
        return half;
    }

    private static float[] doubled(float[] sound) {
        float[] twice = new float[2 * sound.length];
        for (int i = 0; i < sound.length; i++) {
            twice[2 * i] = 2 * sound[i];
        }
        return lowPass(twice);
    }

    /** A windowed sinc of 129 taps at 3.5 kHz. */
    private static float[] lowPass(float[] sound) {
        int half = 64;
        double[] taps = new double[2 * half + 1];
        for (int i = -half; i <= half; i++) {
            double x = 2 * Math.PI * 3500 / RATE * i;
            taps[half + i] = 3500.0
                    * 2
                    / RATE
                    * (i == 0 ? 1 : Math.sin(x) / x)
                    * (0.42 + 0.5 * Math.cos(Math.PI * i / half) + 0.08 * Math.cos(2 * Math.PI * i / half));
        }
        float[] low = new float[sound.length];
        for (int i = 0; i < low.length; i++) {
            double sum = 0;
            for (int k = Math.max(-half, i - low.length + 1); k <= Math.min(half, i); k++) {
                sum += taps[half + k] * sound[i - k];
            }
            low[i] = (float) sum;
        }
        return low;
    }
}
