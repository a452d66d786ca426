package qasr.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.ModelInput;
import qasr.model.Prompt;
import qasr.model.TokenListener;
import qasr.testing.ScriptedNetwork;
import qasr.testing.ScriptedNetwork.Line;
import qasr.testing.SeededModel;
import qasr.text.Tokenizer;
import qasr.vad.Chunk;

/** Tests all guards on 200 chunks with faults from a seed and 200 chunks without faults. */
final class GuardCorpusTest {
    private static final int CASES = 200;
    private static final String CONTEXT = "Kubernetes, Istio, Envoy, Prometheus, Grafana, 张伟, 微服务";
    private static final Prompt BARE = new Prompt(new int[] {1}, new int[] {2});
    private static final Prompt TOLD = new Prompt(new int[] {1, 3}, new int[] {2});
    private static final List<String> WORDS =
            List.of("we", "talk", "about", "the", "plan", "for", "next", "week", "and", "who", "does", "what", "then");
    private static final List<String> HAN = List.of("我们", "今天", "讨论", "计划", "下周", "谁", "负责", "什么", "然后", "再说");

    @TempDir
    static Path folder;

    private static Tokenizer tokenizer;

    /** The kinds of faults. */
    private enum Failure {
        LOOP,
        TOKEN_LIMIT,
        TOO_SHORT,
        RECITAL,
        FLIP,
        NOT_FINITE,
        PLACEHOLDER
    }

    /** One chunk. Its answer is a function of its number and of the seconds decoded. */
    private record Case(int number, Chunk chunk, boolean fails) {
        Random random(int salt) {
            return new Random(31L * number + salt);
        }

        boolean chinese() {
            return number % 3 == 0;
        }

        Failure failure() {
            return List.of(Failure.values()).get(number % Failure.values().length);
        }

        /** Returns whether no retry helps. */
        boolean persists() {
            return random(1).nextInt(3) == 0;
        }

        String truth(double seconds) {
            Random random = random((int) Math.round(seconds * 1000));
            StringBuilder text = new StringBuilder();
            int words = (int) Math.max(1, seconds * 1.2);
            for (int i = 0; i < words; i++) {
                text.append(chinese() ? "" : i == 0 ? "" : " ")
                        .append(
                                chinese()
                                        ? HAN.get(random.nextInt(HAN.size()))
                                        : WORDS.get(random.nextInt(WORDS.size())));
            }
            return text.append(chinese() ? "。" : ".").toString();
        }

        boolean isSilent() {
            return number % 8 == 4;
        }

        String clean(double seconds) {
            return switch (number % 8) {
                case 1 -> prefix() + (chinese() ? "哈哈哈哈哈哈哈，" : "no, no, no, no, ") + truth(seconds);
                case 2 -> prefix() + truth(seconds) + " 138 0000 0000.";
                case 3 -> prefix() + truth(seconds) + " Istio, Grafana.";
                case 4 -> "language None<asr_text>";
                default -> prefix() + truth(seconds);
            };
        }

        String prefix() {
            return "language " + (chinese() ? "Chinese" : "English") + "<asr_text>";
        }

        Line answer(DecodeRequest request) {
            double seconds = request.waveform().seconds();
            boolean whole = request.waveform().length() == chunk.waveform().length();
            if (!fails) {
                return new Line(clean(seconds));
            }
            String right = prefix() + truth(seconds);
            boolean wrong = persists() || whole;
            return switch (failure()) {
                case LOOP ->
                    new Line(
                            wrong && (request.penalty().isNone() || persists()) ? right + period().repeat(600) : right);
                case TOKEN_LIMIT -> new Line(wrong ? prefix() + longer() : right);
                case TOO_SHORT -> new Line(wrong ? prefix() + (chinese() ? "嗯" : "Uh") : right);
                case RECITAL -> new Line(request.prompt().equals(TOLD) ? prefix() + CONTEXT : right);
                case FLIP ->
                    new Line(
                            wrong
                                    ? "language " + (chinese() ? "English" : "Korean") + "<asr_text>"
                                            + truth(seconds + 9)
                                    : right);
                case NOT_FINITE -> request.precise() && !persists() ? new Line(right) : new Line("!!!!!!", false, 0);
                case PLACEHOLDER ->
                    new Line(List.of(
                                    "language Chinese<asr_text>____",
                                    "language English<asr_text>.",
                                    "language None<asr_text>None",
                                    "language English<asr_text>[noise]")
                            .get(random(2).nextInt(4)));
            };
        }

        private String period() {
            Random random = random(3);
            StringBuilder period = new StringBuilder();
            int length = 1 + random.nextInt(12);
            for (int i = 0; i < length; i++) {
                period.append((char) ('a' + random.nextInt(26)));
            }
            return period.toString();
        }

        private String longer() {
            Random random = random(4);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 2000; i++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            return text.toString();
        }
    }

    @BeforeAll
    static void loadTokenizer() throws IOException {
        tokenizer = Tokenizer.load(SeededModel.tiny().writeTo(folder));
    }

    /** A chunk whose samples encode its number, with a quieter part to cut at. */
    private static Case made(int number, boolean fails) {
        Random random = new Random(number);
        int seconds = 20 + random.nextInt(10);
        float[] samples = new float[seconds * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (number + 1) / 1000f * (i / 40 % 2 == 0 ? 1 : -1);
        }
        SampleRange range = new SampleRange(0, samples.length);
        return new Case(number, new Chunk(range, Waveform.of(samples), List.of(range)), fails);
    }

    private static List<List<GuardedResult>> decoded(List<Case> cases, int rows, int threads) {
        ScriptedNetwork network = new ScriptedNetwork(tokenizer, rows, threads, request -> {
            float loudest = 0;
            for (int i = 0; i < request.waveform().length(); i += 7) {
                loudest = Math.max(loudest, request.waveform().sample(i));
            }
            return cases.get(Math.round(loudest * 1000) - 1).answer(request);
        });
        try (network) {
            GuardedDecoder decoder = new GuardedDecoder(
                    network, tokenizer, TOLD, GuardSettings.all().with(CONTEXT, BARE), ModelInput::tokenBudget);
            List<List<GuardedResult>> results = new ArrayList<>();
            for (int start = 0; start < cases.size(); start += rows) {
                List<CompletableFuture<List<GuardedResult>>> batch =
                        cases.subList(start, Math.min(cases.size(), start + rows)).stream()
                                .map(one -> decoder.decode(
                                        one.chunk(), TokenListener.none(), (sound, reason, attempt) -> {}))
                                .toList();
                batch.forEach(future -> results.add(future.join()));
            }
            return results;
        }
    }

    private static String bytes(List<List<GuardedResult>> results) {
        StringBuilder all = new StringBuilder();
        for (List<GuardedResult> passages : results) {
            for (GuardedResult passage : passages) {
                all.append(passage.place().range())
                        .append(passage.output())
                        .append(passage.ending())
                        .append(passage.flags())
                        .append(passage.attempts())
                        .append('\n');
            }
        }
        return all.toString();
    }

    @Test
    void everyFailureIsRepairedOrReported() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            cases.add(made(i, true));
        }
        List<List<GuardedResult>> results = decoded(cases, 3, 2);
        int repaired = 0;
        int reported = 0;
        for (Case one : cases) {
            List<GuardedResult> passages = results.get(one.number());
            String what = one.number() + " " + one.failure() + " " + passages;
            assertTrue(
                    one.failure() == Failure.PLACEHOLDER
                            || passages.stream()
                                    .anyMatch(passage -> !passage.flags().isEmpty()),
                    what);
            boolean right = true;
            for (GuardedResult passage : passages) {
                double seconds = (double) passage.place().range().length() / Waveform.SAMPLE_RATE;
                boolean truth = passage.output().text().equals(one.truth(seconds));
                right &= truth;
                boolean open = passage.ending() != GuardedResult.Ending.COMPLETE
                        || passage.flags().contains("script_mismatch");
                assertTrue(truth || open, "wrong words as if they were right: " + what);
            }
            if (right) {
                repaired++;
            } else {
                reported++;
            }
        }
        assertEquals(CASES, repaired + reported);
        assertTrue(repaired > CASES / 2, repaired + " repaired");
    }

    @Test
    void noCleanChunkIsFlagged() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            cases.add(made(i, false));
        }
        List<List<GuardedResult>> results = decoded(cases, 3, 2);
        for (Case one : cases) {
            List<GuardedResult> passages = results.get(one.number());
            assertEquals(1, passages.size(), one.number() + " " + passages);
            assertEquals(List.of(), passages.get(0).flags());
            boolean sure = !one.isSilent() || one.chunk().waveform().seconds() < 5;
            assertEquals(sure ? 1 : 3, passages.get(0).attempts(), "long silence is confirmed by two pieces");
            String said = one.clean(one.chunk().waveform().seconds());
            assertEquals(
                    said.substring(said.indexOf('>') + 1),
                    passages.get(0).output().text());
        }
    }

    @Test
    void batchesAndThreadsDoNotChangeResults() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            cases.add(made(i, i % 2 == 0));
        }
        String first = bytes(decoded(cases, 1, 1));
        for (int rows : new int[] {1, 3, 8}) {
            for (int threads : new int[] {1, 2}) {
                assertEquals(first, bytes(decoded(cases, rows, threads)), rows + " rows, " + threads + " threads");
            }
        }
    }
}
