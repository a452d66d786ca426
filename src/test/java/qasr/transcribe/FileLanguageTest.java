package qasr.transcribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.guard.GuardSettings;
import qasr.model.DecodeRequest;
import qasr.model.Prompt;
import qasr.testing.ArrayStream;
import qasr.testing.ScriptedNetwork;
import qasr.testing.ScriptedNetwork.Line;
import qasr.testing.SecondChunks;
import qasr.testing.SeededModel;
import qasr.text.Tokenizer;
import qasr.transcript.ChunkResult;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.vad.Chunk;

/**
 * Tests recordings with one chunk per second: e is English, s is Spanish, n is no speech, x is English that is no speech in
 * another language.
 */
@Timeout(60)
final class FileLanguageTest {
    @TempDir
    static Path folder;

    private static Tokenizer tokenizer;

    @BeforeAll
    static void loadTokenizer() throws IOException {
        tokenizer = Tokenizer.load(SeededModel.tiny().writeTo(folder));
    }

    private static float[] sound(String seconds) {
        float[] samples = new float[seconds.length() * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = "nesx".indexOf(seconds.charAt(i / Waveform.SAMPLE_RATE)) / 10f + 0.1f;
        }
        return samples;
    }

    /** Answers in the language of the audio, or in the only allowed one. */
    private static Line answer(DecodeRequest request) {
        int heard = Math.round(request.waveform().sample(0) * 10) - 1;
        if (heard == 0) {
            return new Line("language None<asr_text>");
        }
        if (heard == 3 && !request.beginnings().isEmpty()) {
            return new Line("language None<asr_text>");
        }
        String language = "language " + (heard == 2 ? "Spanish" : "English") + "<asr_text>";
        if (!request.beginnings().isEmpty()) {
            language = tokenizer.decode(request.beginnings().get(0).stream()
                    .mapToInt(Integer::intValue)
                    .toArray());
        }
        return new Line(language + (language.contains("English") ? "Yes." : "Claro."));
    }

    private static Transcript transcribe(String seconds, int rows, GuardSettings guards, ChunkMemory memory)
            throws IOException {
        TranscribeOptions options = new TranscribeOptions(
                new Prompt(new int[] {1}, new int[] {2}),
                Optional.empty(),
                OptionalDouble.empty(),
                UnaryOperator.identity(),
                new Transcript.Engine("1", "fake", "cpu", "fp32"),
                Duration.ZERO,
                guards);
        try (ScriptedNetwork network = new ScriptedNetwork(tokenizer, rows, 2, FileLanguageTest::answer);
                Transcriber transcriber = new Transcriber(network, tokenizer, options)) {
            ArrayStream audio = new ArrayStream(sound(seconds), 1);
            try (Transcription transcription = transcriber.begin(
                    () -> new Recording("a", audio, new SecondChunks(audio)),
                    new Workload(1, System::nanoTime).recording(0),
                    memory)) {
                AtomicReference<Transcript> transcript = new AtomicReference<>();
                transcription.finish(event -> {
                    if (memory instanceof RecordingListener listener) {
                        listener.hear(event);
                    }
                    if (event instanceof RecordingEvent.Finished finished) {
                        transcript.set(finished.transcript());
                    }
                });
                return transcript.get();
            }
        }
    }

    private static String languages(Transcript transcript) {
        return transcript.utterances().stream()
                .map(u -> u.language().isEmpty()
                        ? "n"
                        : u.language().substring(0, 1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static String perFile(String seconds) throws IOException {
        return languages(transcribe(seconds, 3, GuardSettings.all().inOneLanguage(), ChunkMemory.NONE));
    }

    @Test
    void eachChunkIsInItsOwnLanguageUnlessTheFileIsToBeInOne() throws IOException {
        assertEquals("sessen", languages(transcribe("sessen", 3, GuardSettings.all(), ChunkMemory.NONE)));
        assertEquals("sssssn", perFile("sessen"));
    }

    @Test
    void theLanguageOfMostSecondsWins() throws IOException {
        assertEquals("eeeee", perFile("sesee"));
        assertEquals("ssss", perFile("sees"), "the one heard first of two that are equal");
        assertEquals("nnss", perFile("nnss"));
        assertEquals("nn", perFile("nn"));
        assertEquals("", perFile(""));
    }

    @Test
    void theBeginningDecidesForTheRest() throws IOException {
        assertEquals("s".repeat(100), perFile("s".repeat(9) + "e".repeat(91)));
        assertEquals("n".repeat(40) + "e".repeat(60), perFile("n".repeat(40) + "e".repeat(9) + "s".repeat(51)));
    }

    @Test
    void aTextInAnotherLanguageIsARejectedAttempt() throws IOException {
        Utterance utterance = transcribe("ess", 3, GuardSettings.all().inOneLanguage(), ChunkMemory.NONE)
                .utterances()
                .get(0);
        assertEquals("Claro.", utterance.text());
        assertEquals(Utterance.Status.RETRIED, utterance.status());
        assertEquals("other_language", utterance.outcome().earlier().get(0).reason());
        assertEquals("Yes.", utterance.outcome().earlier().get(0).wording().text());
    }

    @Test
    void aTextIsNotReplacedByNone() throws IOException {
        Transcript transcript = transcribe("xss", 3, GuardSettings.all().inOneLanguage(), ChunkMemory.NONE);
        assertEquals("ess", languages(transcript));
        Utterance utterance = transcript.utterances().get(0);
        assertEquals("Yes.", utterance.text());
        assertTrue(
                utterance.outcome().flags().contains("other_language"),
                utterance.outcome().toString());
        assertEquals("no_speech", utterance.outcome().earlier().get(0).reason());
        assertEquals("", utterance.outcome().earlier().get(0).wording().text());
    }

    @Test
    void batchSizeAndKillsDoNotChangeTheLanguage() throws IOException {
        String seconds = "esseneesssesex".repeat(3);
        GuardSettings guards = GuardSettings.all().inOneLanguage();
        Kept all = new Kept(List.of(), List.of());
        List<Utterance> whole = transcribe(seconds, 1, guards, all).utterances();
        for (int rows : new int[] {3, 8}) {
            assertEquals(
                    whole, transcribe(seconds, rows, guards, ChunkMemory.NONE).utterances());
        }
        assertTrue(all.places.size() == seconds.length());
        for (int killed = 0; killed <= seconds.length(); killed += 3) {
            Kept part = new Kept(all.places.subList(0, killed), all.memories.subList(0, killed));
            assertEquals(whole, transcribe(seconds, 3, guards, part).utterances(), "killed after " + killed);
        }
    }

    /** Stores results, and recalls the results that it was created with. */
    private static final class Kept implements ChunkMemory, RecordingListener {
        private final List<Chunk.Place> known;
        private final List<ChunkResult> knownMemories;
        private final List<Chunk.Place> places = new ArrayList<>();
        private final List<ChunkResult> memories = new ArrayList<>();

        Kept(List<Chunk.Place> known, List<ChunkResult> knownMemories) {
            this.known = List.copyOf(known);
            this.knownMemories = List.copyOf(knownMemories);
        }

        @Override
        public Optional<ChunkResult> recall(Chunk.Place place) {
            int index = known.indexOf(place);
            return index < 0 ? Optional.empty() : Optional.of(knownMemories.get(index));
        }

        @Override
        public void hear(RecordingEvent event) {
            if (event instanceof RecordingEvent.Heard heard && !heard.recalled()) {
                places.add(heard.place());
                memories.add(heard.result());
            }
        }
    }
}
