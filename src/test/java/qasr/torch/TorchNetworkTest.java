package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.Decoding;
import qasr.model.ModelDirectory;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
import qasr.model.RepetitionPenalty;
import qasr.model.StopReason;
import qasr.model.TensorEntry;
import qasr.model.TokenListener;
import qasr.testing.SeededModel;
import qasr.testing.Signals;

class TorchNetworkTest {
    private static final NetworkOptions OPTIONS = new NetworkOptions(1, "cpu");

    @TempDir
    Path temporary;

    private Path tiny() throws Exception {
        return SeededModel.tiny().writeTo(temporary.resolve("tiny"));
    }

    /** The prompt for the network that was opened last. */
    private Prompt prompt;

    private static Waveform speech(long seed, int samples) {
        return Waveform.of(Signals.speechLike(seed, 0.3, samples));
    }

    private TorchNetwork opened(Path path) throws Exception {
        ModelDirectory directory = ModelDirectory.open(path);
        @SuppressWarnings("MustBeClosed")
        TorchNetwork network = TorchNetwork.open(directory, OPTIONS);
        prompt = new PromptBuilder(directory.tokenizer()).build("");
        return network;
    }

    private Decoding decode(TorchNetwork network, Waveform waveform, int budget) {
        return network.decode(prompt, List.of(waveform), new int[] {budget}, TokenListener.none())
                .get(0);
    }

    @Test
    void aChunkSaysTheSameAloneAndInAnyBatch() throws Exception {
        List<Waveform> waveforms = List.of(
                speech(1, 52_345),
                speech(2, 8_000),
                speech(3, 161_000),
                Waveform.of(Signals.noise(4, 0.1, 20_001)),
                speech(5, 30_000));
        int[] budgets = {40, 12, 25, 31, 1};
        try (TorchNetwork network = opened(tiny())) {
            List<Decoding> together = network.decode(prompt, waveforms, budgets, TokenListener.none());
            for (int i = 0; i < budgets.length; i++) {
                Decoding alone = decode(network, waveforms.get(i), budgets[i]);
                assertArrayEquals(alone.tokens(), together.get(i).tokens(), "chunk " + i);
                assertArrayEquals(alone.logProbabilities(), together.get(i).logProbabilities(), 1e-5f, "chunk " + i);
                assertEquals(budgets[i], alone.tokens().length);
                assertEquals(StopReason.TOKEN_LIMIT, alone.stopReason());
            }
        }
    }

    @Test
    void theCacheGrowsWithALongAnswer() throws Exception {
        Waveform waveform = speech(1, 16_000);
        ModelDirectory directory = ModelDirectory.open(tiny());
        try (TorchNetwork network = TorchNetwork.open(directory, OPTIONS.ignoringStops())) {
            prompt = new PromptBuilder(directory.tokenizer()).build("");
            Decoding decoding = decode(network, waveform, 100);
            double sum = 0;
            for (float logProbability : decoding.logProbabilities()) {
                sum += logProbability;
            }
            assertEquals(100, decoding.tokens().length);
            assertEquals(sum, network.score(prompt, waveform, List.of(decoding.tokens()))[0], 1e-3);
        }
    }

    @Test
    void everyLayoutAndTypeOfTheSameWeightsSaysTheSame() throws Exception {
        List<SeededModel> models = List.of(
                SeededModel.tiny(),
                SeededModel.tiny().layout(SeededModel.Layout.NATIVE),
                SeededModel.tiny().shards(3),
                SeededModel.tiny().type(SeededModel.Type.F16),
                SeededModel.tiny()
                        .type(SeededModel.Type.F32)
                        .layout(SeededModel.Layout.NATIVE)
                        .shards(2));
        Waveform waveform = speech(7, 40_000);
        List<int[]> tokens = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            try (TorchNetwork network = opened(models.get(i).writeTo(temporary.resolve("model" + i)))) {
                tokens.add(decode(network, waveform, 20).tokens());
            }
        }
        for (int i = 1; i < tokens.size(); i++) {
            assertArrayEquals(tokens.get(0), tokens.get(i), "model " + i);
        }
    }

    @Test
    void aStopIdEndsTheChunkAndIsNotAToken() throws Exception {
        Path directory = tiny();
        Waveform waveform = speech(8, 24_000);
        int[] tokens;
        try (TorchNetwork network = opened(directory)) {
            tokens = decode(network, waveform, 30).tokens();
        }
        int stop = tokens[tokens.length - 1];
        int first = 0;
        while (tokens[first] != stop) {
            first++;
        }
        Files.writeString(directory.resolve("generation_config.json"), "{\"eos_token_id\": " + stop + "}");
        try (TorchNetwork network = opened(directory)) {
            Decoding decoding = decode(network, waveform, 30);
            assertEquals(StopReason.END_OF_TEXT, decoding.stopReason());
            assertArrayEquals(Arrays.copyOf(tokens, first), decoding.tokens());
        }
    }

    @Test
    void theListenerGetsEveryTokenAndMayStopOneRow() throws Exception {
        List<Waveform> waveforms = List.of(speech(1, 16_000), speech(2, 20_000));
        List<List<Integer>> heard = List.of(new ArrayList<>(), new ArrayList<>());
        try (TorchNetwork network = opened(tiny())) {
            List<Decoding> decodings =
                    network.decode(prompt, waveforms, new int[] {10, 10}, (row, token, probability) -> {
                        assertTrue(probability <= 0, "log-probability " + probability);
                        heard.get(row).add(token);
                        return row != 0 || heard.get(0).size() < 3;
                    });
            assertEquals(StopReason.CANCELLED, decodings.get(0).stopReason());
            assertEquals(3, decodings.get(0).tokens().length);
            assertEquals(StopReason.TOKEN_LIMIT, decodings.get(1).stopReason());
            for (int row = 0; row < 2; row++) {
                int[] tokens =
                        heard.get(row).stream().mapToInt(Integer::intValue).toArray();
                assertArrayEquals(decodings.get(row).tokens(), tokens);
            }
        }
    }

    /** At the first token, in the prompt, and at the third, in a step: the worker must stay for the chunks that follow. */
    @Test
    void anErrorOfAnyKindFailsItsChunkOnly() throws Exception {
        try (TorchNetwork network = opened(tiny())) {
            Decoding alone = decode(network, speech(2, 20_000), 10);
            for (int last : List.of(1, 3)) {
                AtomicInteger heard = new AtomicInteger();
                CompletableFuture<Decoding> failing =
                        network.submit(new DecodeRequest(speech(1, 16_000), 10, prompt), (row, token, probability) -> {
                            if (heard.incrementAndGet() == last) {
                                throw new OutOfMemoryError("token " + last);
                            }
                            return true;
                        });
                CompletionException problem = assertThrows(CompletionException.class, failing::join);
                assertEquals("token " + last, problem.getCause().getMessage());
                CompletableFuture<Decoding> next =
                        network.submit(new DecodeRequest(speech(2, 20_000), 10, prompt), TokenListener.none());
                assertArrayEquals(alone.tokens(), next.get(1, TimeUnit.MINUTES).tokens());
            }
        }
    }

    @Test
    void anErrorOfAnyKindFailsItsCallOnly() throws Exception {
        try (TorchNetwork network = opened(tiny())) {
            CompletableFuture<Integer> failing = CompletableFuture.supplyAsync(() -> network.called(() -> {
                throw new StackOverflowError();
            }));
            ExecutionException problem = assertThrows(ExecutionException.class, () -> failing.get(1, TimeUnit.MINUTES));
            assertTrue(problem.getCause() instanceof StackOverflowError, problem.toString());
            assertEquals(7, network.called(() -> 7));
        }
    }

    @Test
    void aBudgetOfZeroGivesNoTokens() throws Exception {
        try (TorchNetwork network = opened(tiny())) {
            Decoding decoding = decode(network, speech(1, 16_000), 0);
            assertEquals(0, decoding.tokens().length);
            assertEquals(StopReason.TOKEN_LIMIT, decoding.stopReason());
        }
    }

    @Test
    void theScoreOfAnAnswerIsTheSumOfItsLogProbabilities() throws Exception {
        Waveform waveform = speech(9, 33_000);
        try (TorchNetwork network = opened(tiny())) {
            Decoding decoding = decode(network, waveform, 6);
            double sum = 0;
            for (float logProbability : decoding.logProbabilities()) {
                sum += logProbability;
            }
            int[] said = decoding.tokens();
            int[] other = said.clone();
            other[3] = (other[3] + 1) % 300;
            int[] beginning = Arrays.copyOf(said, 2);
            double[] scores = network.score(prompt, waveform, List.of(other, said, beginning, said, new int[0]));
            assertEquals(sum, scores[1], 1e-4);
            assertEquals(scores[1], scores[3]);
            assertTrue(scores[0] < scores[1], Arrays.toString(scores));
            assertEquals(decoding.logProbabilities()[0] + decoding.logProbabilities()[1], scores[2], 1e-4);
            assertEquals(0, scores[4]);
            assertEquals(scores[0], network.score(prompt, waveform, List.of(other))[0], 1e-4);
        }
    }

    @Test
    void theScoresOfAllTokensSumToOne() throws Exception {
        List<int[]> all = new ArrayList<>();
        for (int token = 0; token < 320; token++) {
            all.add(new int[] {5, token});
        }
        all.add(new int[] {5});
        try (TorchNetwork network = opened(tiny())) {
            double[] scores = network.score(prompt, speech(3, 12_000), all);
            double sum = 0;
            for (int token = 0; token < 320; token++) {
                sum += Math.exp(scores[token] - scores[320]);
            }
            assertEquals(1, sum, 1e-4);
        }
    }

    @Test
    void thePromptChangesWhatIsSaid() throws Exception {
        ModelDirectory directory = ModelDirectory.open(tiny());
        PromptBuilder prompts = new PromptBuilder(directory.tokenizer());
        Waveform waveform = speech(4, 20_000);
        try (TorchNetwork network = TorchNetwork.open(directory, OPTIONS)) {
            prompt = prompts.build("");
            float[] plain = decode(network, waveform, 5).logProbabilities();
            prompt = prompts.build("names: Ana, Bo", "Spanish");
            assertNotEquals(plain[0], decode(network, waveform, 5).logProbabilities()[0]);
            prompt = prompts.build("");
            assertArrayEquals(plain, decode(network, waveform, 5).logProbabilities());
        }
    }

    @Test
    void invalidAudioNeverReachesTheDecoder() throws Exception {
        float[] broken = Signals.noise(1, 0.1, 16_000);
        broken[777] = Float.NaN;
        float[] infinite = Signals.noise(1, 0.1, 16_000);
        infinite[5] = Float.NEGATIVE_INFINITY;
        try (TorchNetwork network = opened(tiny())) {
            for (float[] samples : List.of(new float[0], new float[16_000], broken, infinite)) {
                Waveform waveform = Waveform.of(samples);
                assertThrows(IllegalArgumentException.class, () -> decode(network, waveform, 5));
                assertThrows(
                        IllegalArgumentException.class, () -> network.score(prompt, waveform, List.of(new int[] {1})));
            }
        }
    }

    @Test
    void aNetworkThatComputesNonsenseFailsTheChunk() throws Exception {
        Path directory = tiny();
        TensorEntry norm = ModelDirectory.open(directory).tensor("model.norm.weight");
        try (FileChannel channel = FileChannel.open(norm.file(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) 0xc0, 0x7f}), norm.offset());
        }
        try (TorchNetwork network = opened(directory)) {
            Decoding decoding = decode(network, speech(1, 16_000), 5);
            assertEquals(StopReason.NOT_FINITE, decoding.stopReason());
            assertEquals(0, decoding.tokens().length);
        }
    }

    @Test
    void aClosedNetworkThrows() throws Exception {
        TorchNetwork network = opened(tiny());
        network.close();
        network.close();
        Waveform waveform = speech(1, 16_000);
        assertThrows(IllegalStateException.class, () -> decode(network, waveform, 5));
    }

    @Test
    void aPromptNeedNotBePreparedAndSaysTheSameIfItIs() throws Exception {
        try (TorchNetwork network = opened(tiny())) {
            float[] unprepared = decode(network, speech(4, 20_000), 5).logProbabilities();
            network.prepare(prompt);
            assertArrayEquals(unprepared, decode(network, speech(4, 20_000), 5).logProbabilities());
        }
    }

    /** A prompt is prepared beside the first chunks, which may have other prompts. */
    @Test
    void chunksOfAnyPromptMayComeWhileOneIsPrepared() throws Exception {
        ModelDirectory directory = ModelDirectory.open(tiny());
        PromptBuilder prompts = new PromptBuilder(directory.tokenizer());
        List<Prompt> both = List.of(prompts.build(""), prompts.build("a context"));
        List<float[]> wanted = new ArrayList<>();
        try (TorchNetwork network = TorchNetwork.open(directory, new NetworkOptions(2, "cpu"))) {
            for (int i = 0; i < 12; i++) {
                network.prepare(both.get(i % 3 % 2));
                for (int j = 0; j < both.size(); j++) {
                    float[] said = network.decode(
                                    both.get(j), List.of(speech(4, 20_000)), new int[] {5}, TokenListener.none())
                            .get(0)
                            .logProbabilities();
                    if (i == 0) {
                        wanted.add(said);
                    }
                    assertArrayEquals(wanted.get(j), said, "prompt " + j);
                }
            }
        }
    }

    @Test
    void settingsOfOneChunkDoNotChangeItsNeighbours() throws Exception {
        Waveform waveform = speech(21, 40_000);
        ModelDirectory directory = ModelDirectory.open(tiny());
        PromptBuilder prompts = new PromptBuilder(directory.tokenizer());
        try (TorchNetwork network = opened(directory.path())) {
            Decoding plain = decode(network, waveform, 30);
            DecodeRequest request = new DecodeRequest(waveform, 30, prompt);
            List<DecodeRequest> odd = List.of(
                    request.beginningWith(List.of(List.of(5, 6, 7), List.of(5, 9))),
                    request.with(new RepetitionPenalty(1.5, 20)),
                    request.with(prompts.build("Ana, Bo")),
                    request.with(prompts.build("", "Spanish")),
                    request.precisely());
            List<Decoding> alone = new ArrayList<>();
            for (DecodeRequest one : odd) {
                alone.add(network.submit(one, TokenListener.none()).join());
            }
            List<CompletableFuture<Decoding>> together = new ArrayList<>();
            for (DecodeRequest one : odd) {
                together.add(network.submit(one, TokenListener.none()));
                together.add(network.submit(request, TokenListener.none()));
            }
            for (int i = 0; i < odd.size(); i++) {
                Decoding there = together.get(2 * i).join();
                assertArrayEquals(alone.get(i).tokens(), there.tokens(), "request " + i);
                assertArrayEquals(alone.get(i).logProbabilities(), there.logProbabilities(), "request " + i);
                Decoding neighbour = together.get(2 * i + 1).join();
                assertArrayEquals(plain.tokens(), neighbour.tokens());
                assertArrayEquals(plain.logProbabilities(), neighbour.logProbabilities());
            }
        }
    }

    @Test
    void aChunkBeginsWithOneOfTheSequencesItMay() throws Exception {
        try (TorchNetwork network = opened(tiny())) {
            List<List<Integer>> beginnings = List.of(List.of(5, 6, 7), List.of(5, 9), List.of(8, 6));
            for (int seed = 30; seed < 40; seed++) {
                DecodeRequest request = new DecodeRequest(speech(seed, 16_000), 12, prompt).beginningWith(beginnings);
                int[] tokens =
                        network.submit(request, TokenListener.none()).join().tokens();
                assertTrue(
                        beginnings.stream()
                                .anyMatch(beginning -> beginning.equals(Arrays.stream(tokens)
                                        .limit(beginning.size())
                                        .boxed()
                                        .toList())),
                        Arrays.toString(tokens));
                assertEquals(12, tokens.length);
            }
        }
    }

    @Test
    void aPenaltyKeepsTokensFromComingBack() throws Exception {
        Waveform waveform = speech(41, 30_000);
        try (TorchNetwork network = opened(tiny())) {
            DecodeRequest request = new DecodeRequest(waveform, 40, prompt);
            int[] free = network.submit(request, TokenListener.none()).join().tokens();
            int[] penalised = network.submit(request.with(new RepetitionPenalty(1_000, 40)), TokenListener.none())
                    .join()
                    .tokens();
            assertTrue(
                    Arrays.stream(penalised).distinct().count()
                            > Arrays.stream(free).distinct().count(),
                    Arrays.toString(free) + " and " + Arrays.toString(penalised));
            assertEquals(free[0], penalised[0]);
        }
    }

    @Test
    void aForcedLanguageIsAsProbableAsItsScore() throws Exception {
        Waveform waveform = speech(42, 30_000);
        ModelDirectory directory = ModelDirectory.open(tiny());
        PromptBuilder prompts = new PromptBuilder(directory.tokenizer());
        try (TorchNetwork network = opened(directory.path())) {
            double score = network.score(
                            prompt, waveform, List.of(directory.tokenizer().encode("language Spanish<asr_text>")))[0];
            DecodeRequest request = new DecodeRequest(waveform, 4, prompt);
            assertEquals(0, network.submit(request, TokenListener.none()).join().answerLogProbability());
            double given = network.submit(request.with(prompts.build("", "Spanish")), TokenListener.none())
                    .join()
                    .answerLogProbability();
            assertEquals(score, given, 1e-3);
        }
    }
}
