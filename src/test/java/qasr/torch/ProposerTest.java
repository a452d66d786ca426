package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.Waveform;
import qasr.model.Decoding;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.model.PromptBuilder;
import qasr.model.StopReason;
import qasr.model.TextDecoderConfig;
import qasr.model.TokenListener;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.Signals;

/** Proposals change the time of a step, and no bit of a result. */
final class ProposerTest {
    /** Enough weights for a file of packed ones. */
    private static final SeededShape WITH_FILES =
            new SeededShape(128, 16, 64, 2, 4, 128, 256, 2, 4, 2, 64, 512, 151936);

    private static final int PROMPT = 70;
    private static final int TOKENS = 60;
    private static final long SEED = 5;
    /** A minute. */
    private static final int WAITS = 6000;

    private static final Device CPU = new Device("cpu");

    @TempDir
    Path temporary;

    /** The small model, which many tests read. */
    @TempDir
    static Path shared;

    /** Tokens and the natural logarithms of their probabilities. */
    private record Said(List<Integer> tokens, List<Float> logProbabilities) {
        Said() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(Choices choices, int row) {
            tokens.add(choices.token(row));
            logProbabilities.add(choices.logProbability(row));
        }

        int last() {
            return tokens.get(tokens.size() - 1);
        }
    }

    @BeforeEach
    void start() {
        Libtorch.start();
        Libtorch.setThreads(1);
        assumeTrue(WeightLoader.packingWorks());
    }

    private ModelDirectory model(SeededShape shape) throws Exception {
        return ModelDirectory.open(SeededModel.of(shape).writeTo(temporary.resolve("model")));
    }

    /** Returns a session after a made prompt, and adds the first token to {@code said}. */
    private static TorchSession prompted(TextDecoder decoder, TextDecoderConfig config, Said said) {
        try (PointerScope scope = new PointerScope()) {
            torch.manual_seed(SEED);
            TorchSession session = decoder.session(PROMPT + 3); // it grows
            Tensor state = decoder.prefill(session, torch.randn(PROMPT, config.hidden()));
            said.add(decoder.output().choose(state), 0);
            return session;
        }
    }

    private static Said plain(TextDecoder decoder, TextDecoderConfig config) {
        Said said = new Said();
        try (TorchSession session = prompted(decoder, config, said)) {
            while (said.tokens.size() < TOKENS) {
                try (PointerScope scope = new PointerScope()) {
                    Tensor state = decoder.step(List.of(session), decoder.embed(said.last()), false);
                    said.add(decoder.output().choose(state), 0);
                }
            }
        }
        return said;
    }

    /** Decodes with one to nine proposals; in every third group, the last one is wrong. Returns how many were right. */
    private static int proposed(
            TextDecoder decoder, TextDecoderConfig config, Proposer proposer, int threads, Said said) {
        int all = 0;
        try (TorchSession session = prompted(decoder, config, said)) {
            for (int group = 1; said.tokens.size() < TOKENS; group++) {
                int[] tokens = proposer.propose(session, said.last(), 1 + group % 9, Set.of());
                if (group % 3 == 0) {
                    tokens[tokens.length - 1] = (tokens[tokens.length - 1] + 1) % config.vocabulary();
                }
                try (PointerScope scope = new PointerScope()) {
                    Choices choices = Libtorch.withThreads(
                            threads,
                            () -> decoder.output().choose(decoder.steps(session, decoder.embed(tokens)), threads));
                    int right = choices.right(tokens);
                    session.advance(right + 1);
                    for (int i = 0; i <= right; i++) {
                        said.add(choices, i);
                    }
                    all += right;
                }
            }
        }
        return all;
    }

    private static void compare(ModelDirectory model, Weights weights, ProposalWeights.Lists lists, boolean divides) {
        TextDecoderConfig config = model.config().text();
        try (TextDecoder decoder = new TextDecoder(config, weights, CPU);
                Proposer proposer = new Proposer(config, weights, decoder, lists)) {
            Said wanted = plain(decoder, config);
            for (int threads = 1; threads <= (divides ? 2 : 1); threads++) {
                Said said = new Said();
                int right = proposed(decoder, config, proposer, threads, said);
                assertTrue(right > TOKENS / 3, "only " + right + " proposals were right");
                assertEquals(wanted.tokens, said.tokens.subList(0, TOKENS));
                assertEquals(wanted.logProbabilities, said.logProbabilities.subList(0, TOKENS));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO") // AUTO is one of the others
    void proposalsChangeNoBit(Precision precision) throws Exception {
        Path small = shared.resolve("small");
        if (!Files.exists(small)) {
            SeededModel.of(SeededShape.SMALL).writeTo(small);
        }
        ModelDirectory model = ModelDirectory.open(small);
        try (NoGradGuard guard = new NoGradGuard();
                Weights weights = Weights.load(model, CPU, precision, List.of());
                Weights eight = Weights.load(model, CPU, Precision.INT8, List.of())) {
            compare(model, weights, eight.proposals().orElseThrow(), weights.areShareableInSteps());
            assertEquals(precision == Precision.INT8, weights.proposals().isPresent(), "small models have no file");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP16", "BF16"})
    void theMatricesComeFromTheFileOfInt8(Precision precision) throws Exception {
        assumeTrue(precision == Precision.FP16 || Processor.multipliesBf16(), "no BF16 units");
        ModelDirectory model = model(WITH_FILES);
        List<Path> folders = List.of(Files.createDirectory(temporary.resolve("packed")));
        for (String run : List.of("the file is made", "the file is there")) {
            try (NoGradGuard guard = new NoGradGuard();
                    Weights weights = Weights.load(model, CPU, precision, folders)) {
                compare(model, weights, awaited(weights), false);
                weights.leaveProposals();
                compare(model, weights, awaited(weights), weights.areShareableInSteps());
            }
            assertEquals(1, eightBitFiles(folders.get(0)), run);
        }
        byte[] made = Files.readAllBytes(folders.get(0).resolve(Int8Store.name()));
        Weights.load(model, CPU, Precision.INT8, folders).close();
        assertArrayEquals(made, Files.readAllBytes(folders.get(0).resolve(Int8Store.name())), "int8 takes it, too");
    }

    private static ProposalWeights.Lists awaited(Weights weights) throws InterruptedException {
        Optional<ProposalWeights.Lists> lists = weights.proposals();
        for (int i = 0; i < WAITS && lists.isEmpty(); i++) {
            Thread.sleep(10);
            lists = weights.proposals();
        }
        return lists.orElseThrow();
    }

    private static long eightBitFiles(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("qasr-int8-"))
                    .count();
        }
    }

    @Test
    void aPositionSeesNoneAfterIt() throws Exception {
        ModelDirectory model = model(SeededShape.TINY);
        TextDecoderConfig config = model.config().text();
        try (NoGradGuard guard = new NoGradGuard();
                PointerScope scope = new PointerScope();
                Weights weights = Weights.load(model, CPU, Precision.FP32, List.of());
                TextDecoder decoder = new TextDecoder(config, weights, CPU);
                TorchSession session = prompted(decoder, config, new Said())) {
            Tensor few = decoder.steps(session, decoder.embed(1, 2));
            Tensor many = decoder.steps(session, decoder.embed(1, 2, 3, 4, 5));
            assertArrayEquals(Values.toFloats(few), Values.toFloats(many.narrow(0, 0, 2)));
        }
    }

    @Test
    void wrongProposalsAreDropped() throws Exception {
        ModelDirectory model = model(SeededShape.TINY);
        TextDecoderConfig config = model.config().text();
        try (NoGradGuard guard = new NoGradGuard();
                PointerScope scope = new PointerScope();
                Weights weights = Weights.load(model, CPU, Precision.FP32, List.of());
                TextDecoder decoder = new TextDecoder(config, weights, CPU)) {
            List<Integer> said = plain(decoder, config).tokens;
            for (int right = 0; right < 4; right++) {
                int[] tokens =
                        said.stream().limit(5).mapToInt(Integer::intValue).toArray();
                tokens[right + 1] = (tokens[right + 1] + 1) % config.vocabulary();
                try (TorchSession session = prompted(decoder, config, new Said())) {
                    Choices choices = decoder.output().choose(decoder.steps(session, decoder.embed(tokens)));
                    assertEquals(right, choices.right(tokens));
                    assertEquals(said.get(right + 1), choices.token(right), "what follows the right ones");
                }
            }
        }
    }

    @Test
    void nothingIsProposedAfterAStop() throws Exception {
        ModelDirectory model = model(SeededShape.TINY);
        TextDecoderConfig config = model.config().text();
        try (NoGradGuard guard = new NoGradGuard();
                Weights weights = Weights.load(model, CPU, Precision.INT8, List.of());
                TextDecoder decoder = new TextDecoder(config, weights, CPU);
                Proposer proposer = new Proposer(
                        config, weights, decoder, weights.proposals().orElseThrow());
                TorchSession session = prompted(decoder, config, new Said())) {
            int[] all = proposer.propose(session, 7, 8, Set.of());
            assertEquals(9, all.length);
            assertEquals(PROMPT, session.length());
            int[] some = proposer.propose(session, 7, 8, Set.of(all[3]));
            int first = 1;
            while (all[first] != all[3]) {
                first++;
            }
            assertArrayEquals(Arrays.copyOf(all, first + 1), some);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteStillGiveTokens(float number) throws Exception {
        ModelDirectory model = model(SeededShape.TINY);
        TextDecoderConfig config = model.config().text();
        try (NoGradGuard guard = new NoGradGuard();
                Weights weights = Weights.load(model, CPU, Precision.INT8, List.of());
                TextDecoder decoder = new TextDecoder(config, weights, CPU);
                Proposer proposer = new Proposer(
                        config, weights, decoder, weights.proposals().orElseThrow());
                TorchSession session = prompted(decoder, config, new Said())) {
            session.cache().fill_(new Scalar(number));
            int[] tokens = proposer.propose(session, 7, 3, Set.of());
            assertTrue(Arrays.stream(tokens).allMatch(token -> token >= 0 && token < config.vocabulary()));
        }
    }

    @Test
    void aProposalIsRightIfItIsTheChoiceAfterRightOnes() {
        Choices choices = new Choices(new double[] {5, 6, 7, 0, 0, 0, 1, 1, 1});
        assertEquals(0, choices.right(new int[] {4}), "none");
        assertEquals(2, choices.right(new int[] {4, 5, 6}));
        assertEquals(1, choices.right(new int[] {4, 5, 9}));
        assertEquals(0, choices.right(new int[] {4, 9, 6}), "the second follows a wrong one");
    }

    @Test
    void aStopAmongProposalsEndsTheChunk() throws Exception {
        ModelDirectory model = model(SeededShape.TINY);
        NetworkOptions options = new NetworkOptions(1, "cpu").with(Precision.INT8);
        int[] tokens;
        try (TorchNetwork network = TorchNetwork.open(model, options)) {
            tokens = decode(network, model, TokenListener.none()).tokens();
        }
        assertEquals(TOKENS, tokens.length);
        for (int last = 0; last < 12; last++) {
            int stop = tokens[last];
            int first = 0;
            while (tokens[first] != stop) {
                first++;
            }
            Files.writeString(model.path().resolve("generation_config.json"), "{\"eos_token_id\": " + stop + "}");
            ModelDirectory stopping = ModelDirectory.open(model.path());
            try (TorchNetwork network = TorchNetwork.open(stopping, options)) {
                Decoding decoding = decode(network, stopping, TokenListener.none());
                assertEquals(StopReason.END_OF_TEXT, decoding.stopReason());
                assertArrayEquals(Arrays.copyOf(tokens, first), decoding.tokens());
            }
        }
    }

    @Test
    void theListenerGetsEachTokenOnceAndMayEndTheChunk() throws Exception {
        ModelDirectory model = model(SeededShape.TINY);
        try (TorchNetwork network = TorchNetwork.open(model, new NetworkOptions(1, "cpu").with(Precision.INT8))) {
            for (int most = 1; most < 20; most++) {
                int limit = most;
                List<Integer> heard = new ArrayList<>();
                Decoding decoding = decode(network, model, (chunk, token, probability) -> {
                    heard.add(token);
                    return heard.size() < limit;
                });
                assertEquals(StopReason.CANCELLED, decoding.stopReason());
                assertEquals(limit, decoding.tokens().length);
                assertEquals(heard, Arrays.stream(decoding.tokens()).boxed().toList());
            }
        }
    }

    private static Decoding decode(TorchNetwork network, ModelDirectory model, TokenListener listener) {
        Waveform waveform = Waveform.of(Signals.speechLike(8, 0.3, 24_000));
        return network.decode(
                        new PromptBuilder(model.tokenizer()).build(""), List.of(waveform), new int[] {TOKENS}, listener)
                .get(0);
    }
}
