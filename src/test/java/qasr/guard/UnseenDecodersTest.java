package qasr.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.model.TokenListener;
import qasr.testing.ScriptedNetwork;
import qasr.testing.ScriptedNetwork.Line;
import qasr.testing.Signals;
import qasr.vad.Chunk;

/** Tests decoders with faults other than loops, and correct texts that look like such faults, in several scripts. */
final class UnseenDecodersTest extends UnseenDecoders {
    @ParameterizedTest
    @CsvSource({
        "Chinese, 好的，谢谢。",
        "Japanese, はい、そうです。",
        "Korean, 네 알겠습니다.",
        "English, So today we are.",
        "Arabic, نعم شكرا",
        "Thai, ครับผม",
        "Russian, Да спасибо",
        "English, ''"
    })
    void aFewWordsForHalfAMinuteAreNeverComplete(String language, String text) {
        GuardSettings once = GuardSettings.all().with(GuardSettings.all().active(), 0);
        GuardedResult passage =
                decode(30, once, request -> line(language, text)).get(0);
        assertEquals(GuardedResult.Ending.TRUNCATED, passage.ending());
        assertEquals(List.of("too_short"), passage.flags());
        assertEquals(text, passage.output().text());
        String truth = text.isEmpty()
                ? "So today we are going to talk."
                : (text + " ").repeat(3).strip();
        List<GuardedResult> pieces =
                decode(30, GuardSettings.all(), request -> line(language, whole(request, 30) ? text : truth));
        for (GuardedResult piece : pieces) {
            assertEquals(GuardedResult.Ending.COMPLETE, piece.ending());
            assertEquals(truth, piece.output().text());
        }
        assertTrue(pieces.size() > 1);
    }

    @ParameterizedTest
    @CsvSource({
        "Chinese, 天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈",
        "English, the quick brown fox jumps over a lazy dog while sphinx of black quartz judges my vow and nobody packs five dozen liquor jugs for me",
        "Korean, 키스의고유조건은입술끼리만나야하고특별한기술은필요치않다다람쥐헌쳇바퀴에타고파참나무타는소리맑은날에들린다",
        "Japanese, いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせすん"
    })
    void moreThanAnybodyCanSayIsNeverComplete(String language, String text) {
        List<GuardedResult> passages = decode(2, GuardSettings.all(), request -> line(language, text));
        for (GuardedResult passage : passages) {
            assertEquals(GuardedResult.Ending.TRUNCATED, passage.ending(), passage.toString());
            assertTrue(passage.flags().contains("too_long"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Chinese, 我们今天上午讨论了三个问题。, 4",
        "Chinese, 嗯。, 5",
        "English, Yes., 6",
        "English, I have absolutely no idea what you are talking about right now., 2",
        "Japanese, よろしくおねがいいたします。, 2",
        "Korean, 안녕하십니까 처음 뵙겠습니다., 2",
        "Chinese, 红鲤鱼与绿鲤鱼与驴。, 1"
    })
    void slowAndFastSpeakersAreBelieved(String language, String text, int seconds) {
        List<GuardedResult> passages = decode(seconds, GuardSettings.all(), request -> line(language, text));
        assertEquals(text, text(passages));
        assertEquals(List.of(), passages.get(0).flags());
    }

    @Test
    void aSlammedDoorDoesNotMakeSpeechTooLong() {
        float[] samples = Signals.noise(7, 0.005, 6 * SECOND);
        System.arraycopy(Signals.noise(8, 1, SECOND / 10), 0, samples, 0, SECOND / 10);
        SampleRange range = new SampleRange(0, samples.length);
        String said = "I have absolutely no idea what you are talking about right now, to be honest.";
        try (ScriptedNetwork network = new ScriptedNetwork(tokenizer, 2, 1, request -> line("English", said))) {
            List<GuardedResult> passages = new GuardedDecoder(
                            network, tokenizer, TOLD, GuardSettings.all(), this::budget)
                    .decode(
                            new Chunk(range, Waveform.of(samples), List.of(range)),
                            TokenListener.none(),
                            (sound, reason, attempt) -> {})
                    .join();
            assertEquals(List.of(), passages.get(0).flags());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "language None<asr_text>",
                "language None",
                "language none<asr_text>none",
                "Language None<asr_text>Thanks for watching!",
                "language Chinese<asr_text>_",
                "language Chinese<asr_text>____ ____",
                "language Japanese<asr_text>、。",
                "language English<asr_text>...",
                "language English<asr_text>…",
                "language English<asr_text>♪♪♪",
                "language English<asr_text>[BLANK_AUDIO]",
                "language English<asr_text>*coughs*",
                "language Chinese<asr_text>（掌声）",
                "language Chinese<asr_text>【音乐】",
                "language English<asr_text><noise>",
                "language English<asr_text>- -",
                "language English<asr_text>",
                "language English",
                ""
            })
    void placeholdersAreNoSpeech(String said) {
        List<GuardedResult> passages = decode(3, GuardSettings.all(), request -> new Line(said));
        assertEquals("", text(passages));
        assertEquals(GuardedResult.Ending.NO_SPEECH, passages.get(0).ending());
        assertEquals(1, requests.size());
    }

    @Test
    void aRowOfUnderscoresThatNeverEndsIsNoSpeech() {
        List<GuardedResult> passages = decode(6, GuardSettings.all(), request -> line("Chinese", "_".repeat(400)));
        assertTrue(passages.stream().allMatch(p -> p.output().text().isEmpty()), passages.toString());
        assertTrue(passages.stream().allMatch(p -> p.ending() == GuardedResult.Ending.NO_SPEECH), passages.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kubernetes, Istio, Envoy.",
                "Kubernetes Istio Envoy Prometheus Grafana",
                "kubernetes，istio，张伟",
                "微服务、张伟、李娜。",
                "Technical terms: Kubernetes, Istio, Envoy, Prometheus, Grafana, 微服务, 张伟, 李娜"
            })
    void aRecitalIsRedoneWithoutTheContext(String recital) {
        String context = "Kubernetes, Istio, Envoy, Prometheus, Grafana, 微服务, 张伟, 李娜";
        for (String truth : List.of("language English<asr_text>Good morning.", "language None<asr_text>")) {
            List<GuardedResult> passages = decode(
                    3,
                    GuardSettings.all().with(context, BARE),
                    request -> request.prompt().equals(TOLD) ? line("English", recital) : new Line(truth));
            assertEquals(truth.substring(truth.indexOf('>') + 1), text(passages));
            assertTrue(passages.get(0).flags().contains("recital"));
            assertEquals(recital, passages.get(0).earlier().get(0).output().text());
        }
    }

    @Test
    void aGreetingDoesNotExcuseARecital() {
        List<GuardedResult> passages = decode(
                4,
                GuardSettings.all().with("Kubernetes, Istio, Envoy, Prometheus, Grafana", BARE),
                request -> line(
                        "English",
                        request.prompt().equals(TOLD)
                                ? "Good morning everybody. Kubernetes, Istio, Envoy, Prometheus, Grafana."
                                : "Good morning everybody."));
        assertEquals("Good morning everybody.", text(passages));
        assertEquals(List.of("recital"), passages.get(0).flags());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "We run Istio, Envoy and Kubernetes in both of our regions. | we run is tio envoy and kuber netes in both of our regions",
                "张伟说微服务要迁移到 Kubernetes 上。 | 章伟说微服务要迁移到库伯内提斯上。",
                "Prometheus scrapes Envoy and Grafana shows it to Li Na. | Prometheus scrapes envoy and grafana shows it to Lina.",
                "Good morning, Kubernetes, Istio and Envoy are what we run in Berlin. | good morning, all three of them are what we run in Berlin.",
                "Kubernetes, Istio, Envoy and nothing else. | cuber netties, east you, on void and nothing else."
            })
    void aSpeakerWhoSaysThreeTermsIsNotLost(String with, String without) {
        String context = "Kubernetes, Istio, Envoy, Prometheus, Grafana, 微服务, 张伟, 李娜";
        List<GuardedResult> passages = decode(
                4,
                GuardSettings.all().with(context, BARE),
                request -> line(
                        with.startsWith("张") ? "Chinese" : "English",
                        request.prompt().equals(TOLD) ? with : without));
        assertEquals(with, text(passages));
        assertEquals(GuardedResult.Ending.COMPLETE, passages.get(0).ending());
    }

    @ParameterizedTest
    @CsvSource({
        "English, 我们明天开会。, true",
        "English, それではお願いします。, true",
        "English, Мы обсудим это завтра., true",
        "English, نناقش هذا غدا., true",
        "Chinese, Let us talk about it tomorrow morning., true",
        "Chinese, それではお願いします。, true",
        "Korean, 我们明天开会讨论这个问题。, true",
        "Russian, Let us talk about it tomorrow morning., true",
        "Chinese, 用 Kubernetes 和 Prometheus 部署。, false",
        "Chinese, 这个 API 的 latency 太高了，need to optimize 一下。, false",
        "Japanese, Kubernetes にデプロイします。, false",
        "Japanese, 東京都。, false",
        "Korean, Docker 컨테이너를 사용합니다., false",
        "English, We met 张伟 and 李娜 at the 王府井 hotel yesterday., false",
        "Chinese, OK。, false",
        "Cantonese, 我哋聽日開會。, false",
        "Vietnamese, Chúng ta sẽ họp vào ngày mai., false"
    })
    void onlyAForeignTextIsAMismatch(String language, String text, boolean mismatch) {
        List<GuardedResult> passages = decode(5, GuardSettings.all(), request -> line(language, text));
        assertTrue(text(passages).contains(text), "the words stay");
        assertEquals(mismatch, passages.get(0).flags().contains("script_mismatch"), passages.toString());
    }

    @Test
    void numbersOutOfRangeAreNeverMarks() {
        String good = "Ten tokens are all right ";
        for (Line wrong : List.of(
                new Line("", false, 0),
                new Line("language English<asr_text>" + good, false, 0),
                new Line("language English<asr_text>" + good + "!".repeat(200), false, 0),
                new Line("language English<asr_text>" + good + "!".repeat(200)),
                new Line("!".repeat(300)))) {
            List<GuardedResult> repaired = decode(
                    5, GuardSettings.all(), request -> request.precise() ? line("English", good + "again.") : wrong);
            assertEquals(good + "again.", text(repaired));
            assertTrue(repaired.get(0).flags().contains("not_finite"), repaired.toString());
            List<GuardedResult> failed = decode(5, GuardSettings.all(), request -> wrong);
            for (GuardedResult passage : failed) {
                assertEquals("", passage.output().text());
                assertEquals(GuardedResult.Ending.FAILED, passage.ending(), passage.toString());
                assertFalse(passage.said().contains("!!!!"));
            }
        }
    }

    @Test
    void oneChunkOutOfRangeLeavesTheOthersAlone() {
        List<GuardedResult> passages = decode(
                16,
                GuardSettings.all(),
                request -> whole(request, 16) || request.waveform().sample(0) == Signals.noise(7, 0.2, 1)[0]
                        ? new Line("", false, 0)
                        : line("English", "The second half is fine."));
        assertEquals("|The second half is fine.", text(passages));
        assertEquals(GuardedResult.Ending.FAILED, passages.get(0).ending());
        assertEquals(GuardedResult.Ending.COMPLETE, passages.get(1).ending());
    }

    @Test
    void manyFaultsAtOnceAreBoundedAndDeterministic() {
        for (int retries = 0; retries <= 4; retries++) {
            GuardSettings settings = GuardSettings.all()
                    .with(GuardSettings.all().active(), retries)
                    .with("Istio, Envoy, Helm", BARE);
            List<String> results = new ArrayList<>();
            for (int run = 0; run < 2; run++) {
                List<GuardedResult> passages = decode(29, settings, request -> {
                    int kind = (request.waveform().length() / 1000
                                    + (request.penalty().isNone() ? 0 : 1))
                            % 5;
                    return switch (kind) {
                        case 0 -> new Line("", false, 0);
                        case 1 -> line("English", "Istio, Envoy, Helm.");
                        case 2 -> line("English", "I know. ".repeat(99));
                        case 3 -> line("English", "我们明天开会讨论这个问题。");
                        default -> line("Korean", "네");
                    };
                });
                results.add(passages.toString().replaceAll("Decoding@\\w+", ""));
                assertTrue(requests.size() < 1 << (retries + 1), retries + " retries, " + requests.size());
                long sum = passages.stream()
                        .mapToLong(p -> p.place().range().length())
                        .sum();
                assertEquals(29L * SECOND, sum, "every second is accounted for");
            }
            assertEquals(results.get(0), results.get(1));
        }
    }
}
