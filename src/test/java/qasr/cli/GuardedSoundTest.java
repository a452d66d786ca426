package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.engine.NativeEngines;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.output.MalformedTranscriptException;
import qasr.output.TranscriptJsonReader;
import qasr.run.WavFile;
import qasr.score.Errors;
import qasr.score.Normaliser;
import qasr.score.Score;
import qasr.testing.Backgrounds;
import qasr.testing.Signals;
import qasr.transcript.Coverage;
import qasr.transcript.Gap;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Tests the built-in model with all guards on silence, noise, music and clicks, with speech in between. */
final class GuardedSoundTest {
    private static final int SECOND = Waveform.SAMPLE_RATE;
    private static final Path EXAMPLES = Path.of("examples");
    private static final List<String> WITHOUT_SPEECH =
            List.of("silence", "white", "pink", "loud", "hum", "chords", "clicks");

    @TempDir
    static Path folder;

    private static final Map<String, float[]> SOUNDS = new LinkedHashMap<>();
    private static final List<Path> FILES = new ArrayList<>();

    @BeforeAll
    static void record() throws IOException {
        float[] english = example("english.ogg");
        float[] spanish = example("spanish.mp3");
        float[] pause = Signals.noise(1, 3e-4, 3 * SECOND);
        SOUNDS.put("silence", Signals.noise(2, 1e-4, 5 * SECOND));
        SOUNDS.put("white", Signals.noise(3, 0.05, 5 * SECOND));
        SOUNDS.put("pink", Backgrounds.pink(4, 0.2, 5 * SECOND));
        SOUNDS.put("loud", Signals.noise(5, 0.7, 4 * SECOND));
        SOUNDS.put("hum", Backgrounds.hum(6, 0.2, 5 * SECOND));
        SOUNDS.put("chords", Backgrounds.chords(0.5, 6 * SECOND));
        SOUNDS.put("clicks", Backgrounds.clicks(7, 0.9, 5 * SECOND));
        SOUNDS.put(
                "among",
                Signals.concat(
                        pause,
                        english,
                        Signals.noise(8, 0.05, 4 * SECOND),
                        pause,
                        spanish,
                        pause,
                        Backgrounds.chords(0.5, 4 * SECOND),
                        pause));
        SOUNDS.put("noisy", Signals.mix(english, Signals.noise(9, 0.01, english.length)));
        for (Map.Entry<String, float[]> sound : SOUNDS.entrySet()) {
            Path file = folder.resolve(sound.getKey() + ".wav");
            FILES.add(Files.write(file, WavFile.of(Waveform.of(sound.getValue()))));
        }
    }

    private static float[] example(String name) throws IOException {
        try (AudioStream stream =
                new FfmpegDecoder().open(new AudioInput.AudioFile(EXAMPLES.resolve(name)), OptionalInt.empty())) {
            float[] samples = new float[20 * SECOND];
            int length = 0;
            int count = stream.read(samples, 0, samples.length);
            while (count >= 0) {
                length += count;
                count = stream.read(samples, length, samples.length - length);
            }
            return Arrays.copyOf(samples, length);
        }
    }

    private static Map<String, String> transcribed(String out, Object... options) throws IOException {
        List<Object> arguments = new ArrayList<>(
                List.of("transcribe", "-q", "-m", Path.of("models", "demo"), "-f", "json", "-d", folder.resolve(out)));
        arguments.addAll(List.of(options));
        arguments.addAll(FILES);
        Cli.Outcome outcome = new Cli(new NativeEngines(directory -> List.of())).run(arguments.toArray());
        assertEquals(0, outcome.status(), outcome.err());
        Map<String, String> results = new LinkedHashMap<>();
        for (String name : SOUNDS.keySet()) {
            results.put(name, Files.readString(folder.resolve(out).resolve(name + ".json")));
        }
        return results;
    }

    private static Transcript read(String json) {
        try {
            return TranscriptJsonReader.read(json);
        } catch (MalformedTranscriptException e) {
            throw new AssertionError(e);
        }
    }

    private static String show(Transcript transcript) {
        return transcript.utterances() + " " + transcript.gaps();
    }

    private static Map<String, Transcript> transcripts(Map<String, String> results) {
        Map<String, Transcript> transcripts = new LinkedHashMap<>();
        results.forEach((name, json) -> transcripts.put(name, read(json)));
        return transcripts;
    }

    @Test
    void noTextIsInventedAndNoSpeechIsLost() throws IOException {
        Map<String, Transcript> transcripts =
                transcripts(transcribed("all", "--context", "Kubernetes, Istio, Envoy, Prometheus"));
        String all = transcripts.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + show(entry.getValue()))
                .collect(Collectors.joining("\n"));
        for (String name : WITHOUT_SPEECH) {
            assertFalse(transcripts.get(name).hasWords(), name + " in\n" + all);
        }
        assertEquals(List.of(Gap.Kind.SILENCE), kinds(transcripts.get("silence")), all);
        assertEquals(List.of(Gap.Kind.NOISE), kinds(transcripts.get("white")), all);
        assertEquals(List.of(Gap.Kind.NOISE), kinds(transcripts.get("pink")), all);
        assertEquals(List.of(Gap.Kind.NOISE), kinds(transcripts.get("loud")), all);
        assertEquals(List.of(Gap.Kind.MUSIC), kinds(transcripts.get("chords")), all);
        assertEquals(List.of(Gap.Kind.SILENCE, Gap.Kind.NOISE, Gap.Kind.MUSIC), kinds(transcripts.get("among")), all);
        for (String name : List.of("among", "noisy")) {
            List<Utterance> said = transcripts.get(name).utterances();
            assertTrue(
                    said.stream()
                            .allMatch(utterance -> utterance.outcome().flags().isEmpty()),
                    "a false alarm in\n" + all);
            String text = said.stream().map(Utterance::text).collect(Collectors.joining(" "));
            String expected = Files.readString(EXAMPLES.resolve("english.txt"))
                    + (name.equals("among") ? Files.readString(EXAMPLES.resolve("spanish.txt")) : "");
            Errors errors = Score.of(expected, text, new Normaliser(false)).words();
            assertEquals(0, errors.insertions() + errors.substitutions(), "invented in " + name + "\n" + all);
            assertTrue(errors.deletions() <= 1, "lost in " + name + "\n" + all);
        }
        transcripts.values().forEach(GuardedSoundTest::assertHonest);
    }

    private static List<Gap.Kind> kinds(Transcript transcript) {
        return transcript.gaps().stream()
                .filter(gap -> gap.span().length().toMillis() > 500)
                .map(Gap::kind)
                .distinct()
                .toList();
    }

    /** Checks that utterances and gaps cover the whole recording, and that the coverage is their sum. */
    private static void assertHonest(Transcript transcript) {
        Duration sum = Duration.ZERO;
        for (Utterance utterance : transcript.utterances()) {
            sum = sum.plus(utterance.length());
        }
        Coverage coverage = transcript.coverage();
        assertEquals(sum, coverage.speech().plus(coverage.wordless()));
        for (Gap gap : transcript.gaps()) {
            sum = sum.plus(gap.span().length());
        }
        assertEquals(transcript.duration(), sum);
    }

    @Test
    void batchSizeAndThreadsDoNotChangeTheOutput() throws IOException {
        Map<String, String> first = transcribed("b1", "--batch-size", 1, "--threads", 1);
        assertEquals(first, transcribed("b3", "--batch-size", 3, "--threads", 2));
        assertEquals(first, transcribed("b8", "--batch-size", 8, "--threads", 1));
        assertEquals(first, transcribed("b8t2", "--batch-size", 8, "--threads", 2));
    }
}
