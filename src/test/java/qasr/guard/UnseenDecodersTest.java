package qasr.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.model.DecodeRequest;
import qasr.model.ModelInput;
import qasr.model.Prompt;
import qasr.model.TokenListener;
import qasr.testing.ScriptedNetwork;
import qasr.testing.ScriptedNetwork.Line;
import qasr.testing.SeededModel;
import qasr.testing.Signals;
import qasr.text.Tokenizer;
import qasr.vad.Chunk;

/** Decoders that fail, and speakers who only seem to, in five scripts. */
final class UnseenDecodersTest {
    private static final int SECOND = Waveform.SAMPLE_RATE;
    private static final Prompt BARE = new Prompt(new int[] {1}, new int[] {2});

    @TempDir
    static Path folder;

    private static Tokenizer tokenizer;

    private List<DecodeRequest> requests = List.of();
    private int mostTokens;

    @BeforeAll
    static void loadTokenizer() throws IOException {
        tokenizer = Tokenizer.load(SeededModel.tiny().writeTo(folder));
    }

    private List<Passage> decode(int seconds, GuardSettings settings, Function<DecodeRequest, Line> script) {
        SampleRange range = new SampleRange(0, (long) seconds * SECOND);
        Chunk chunk = new Chunk(range, Waveform.of(Signals.noise(7, 0.2, seconds * SECOND)), List.of(range));
        try (ScriptedNetwork network = new ScriptedNetwork(tokenizer, 2, 1, script)) {
            List<Passage> passages = new GuardedDecoder(network, tokenizer, settings, UnseenDecodersTest::plenty)
                    .decode(chunk, TokenListener.none(), (sound, reason, attempt) -> {})
                    .join();
            requests = network.requests();
            mostTokens = network.mostTokens();
            return passages;
        }
    }

    /** The test tokenizer has a token for each byte: twenty times the usual number of tokens is nothing to worry about. */
    private static int plenty(double seconds) {
        return 20 * ModelInput.tokenBudget(seconds);
    }

    private static Line line(String language, String text) {
        return new Line("language " + language + "<asr_text>" + text);
    }

    private static boolean whole(DecodeRequest request, int seconds) {
        return request.waveform().length() == seconds * SECOND;
    }

    private static String text(List<Passage> passages) {
        return passages.stream().map(p -> p.output().text()).collect(Collectors.joining("|"));
    }

    private static String numbers(int from, int to, String between) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).collect(Collectors.joining(between));
    }

    private static String inWords(int number) {
        List<String> ones = List.of("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
        List<String> teens = List.of(
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen");
        List<String> tens = List.of("", "", "twenty", "thirty", "forty", "fifty");
        return number < 10
                ? ones.get(number)
                : number < 20 ? teens.get(number - 10) : (tens.get(number / 10) + " " + ones.get(number % 10)).strip();
    }

    static List<String[]> speakersWhoRepeatThemselves() {
        String refrain = "We shall overcome, we shall overcome, we shall overcome some day. Oh deep in my heart"
                + " I do believe we shall overcome some day. ";
        return List.of(
                new String[] {"English", "No, no, no."},
                new String[] {"English", "No, no, no, no, no, no, no. I said no."},
                new String[] {"English", "Ha ha ha ha ha, that is funny."},
                new String[] {"English", "Very, very, very, very good."},
                new String[] {"Chinese", "哈哈哈，真好笑。"},
                new String[] {"Chinese", "哈哈哈哈哈哈哈哈哈哈哈哈，真好笑。"},
                new String[] {"Chinese", "对对对对对，是是是，好的好的好的。"},
                new String[] {"Chinese", "谢谢谢谢，谢谢大家，谢谢。"},
                new String[] {"Japanese", "はいはいはい、わかりました。ははははは。"},
                new String[] {"Korean", "네네네, 하하하하하, 맞아요."},
                new String[] {"Arabic", "لا لا لا لا، قلت لا."},
                new String[] {"English", "My number is 8 8 8 8 8 8 8 8."},
                new String[] {"English", "Call 0800 000 0000, I repeat, 0800 000 0000."},
                new String[] {"Chinese", "我的电话是一三八八八八八八八八八。"},
                new String[] {"English", numbers(1, 50, ", ") + "."},
                new String[] {
                    "English",
                    IntStream.rangeClosed(1, 50)
                            .mapToObj(UnseenDecodersTest::inWords)
                            .collect(Collectors.joining(", "))
                },
                new String[] {"Chinese", "一二三四，二二三四，三二三四，四二三四，五二三四，六二三四，七二三四，八二三四。"},
                new String[] {"English", refrain + refrain},
                new String[] {
                    "English",
                    "We need apples. We need pears. We need bread. We need milk. We need cheese. We need water."
                            + " We need salt. We need onions. We need some tea."
                },
                new String[] {"Chinese", "我们要买苹果，我们要买梨，我们要买面包，我们要买牛奶，我们要买奶酪，我们要买水。"},
                new String[] {
                    "English", "Page 1, page 2, page 3, page 4, page 5, page 6, page 7, page 8, page 9 and page 10."
                },
                new String[] {
                    "English", "Anna votes yes. Bert votes yes. Carl votes yes. Dora votes yes. Emil votes no."
                },
                new String[] {"English", "1, 2, 1, 2, 1, 2, testing, testing, 1, 2, 3."});
    }

    @ParameterizedTest
    @MethodSource("speakersWhoRepeatThemselves")
    void trueRepetitionIsTakenAtOnce(String language, String text) {
        int seconds = Math.min(29, Math.max(2, text.length() / 6));
        List<Passage> passages = decode(seconds, GuardSettings.all(), request -> line(language, text));
        assertEquals(text.strip(), text(passages));
        assertEquals(List.of(), passages.get(0).flags());
        assertEquals(Passage.Ending.COMPLETE, passages.get(0).ending());
        assertEquals(1, requests.size());
    }

    static List<String[]> loops() {
        List<String[]> loops = new ArrayList<>();
        String[][] periods = {
            {
                "English",
                "I think so. ",
                "uh ",
                "a",
                "and then we went on to the next point, which is about money, ",
                "o k "
            },
            {"Chinese", "像", "好的", "谢谢大家。", "我们今天讨论一下这个项目的进展情况，", "那个，"},
            {"Japanese", "あ", "はい", "ありがとうございました。", "それではこの件について確認させていただきたいと思います。"},
            {"Korean", "네", "그래서 ", "감사합니다. ", "오늘 회의에서 논의할 내용은 다음과 같습니다. "},
            {"Arabic", "ا", "نعم ", "شكرا لكم. ", "سوف نتحدث اليوم عن خطة العمل للأسبوع القادم. "},
            {"Russian", "да ", "спасибо. ", "Мы сегодня обсуждаем план работы на следующую неделю. "},
            {"Thai", "ๆ", "ครับ", "ขอบคุณมากครับ "},
            {"Hindi", "हाँ ", "धन्यवाद। "}
        };
        for (String[] language : periods) {
            for (int i = 1; i < language.length; i++) {
                loops.add(new String[] {language[0], language[i]});
            }
        }
        loops.add(new String[] {
            "English",
            "and so I told them that the whole thing would have to be done again from the very beginning, because nobody"
                    + " had written down what was said in the meeting on Tuesday, and that it would take at least two more"
                    + " weeks until the first half of it could be shown to the people who are going to pay for it, "
        });
        return loops;
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aLoopIsLeftAfterAFewRepeats(String language, String period) {
        String before = decodedLength(language) == 3 ? "我们开始吧。" : "Let us begin. ";
        List<Passage> passages = decode(
                24,
                GuardSettings.all(),
                request -> line(language, whole(request, 24) ? before + period.repeat(900) : "1 2 3 4 5 6."));
        assertTrue(passages.get(0).flags().contains("loop"), passages.toString());
        assertEquals("1 2 3 4 5 6.|1 2 3 4 5 6.", text(passages));
        int unit = Math.max(1, tokenizer.encode(period).length);
        int repeats = (mostTokens - tokenizer.encode("language " + language + "<asr_text>" + before).length) / unit;
        int letters = period.codePointCount(0, period.length());
        assertTrue(repeats <= (letters <= 2 ? 16 : letters <= 9 ? 8 : 5), repeats + " repeats of '" + period + "'");
    }

    private static int decodedLength(String language) {
        return language.equals("Chinese") || language.equals("Japanese") ? 3 : 1;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Step %d. We check the value and go on. ",
                "No. %d, thank you. ",
                "第%d步，检查数值，然后继续。",
                "the next one is %d, "
            })
    void aLoopThatCountsIsLeftToo(String period) {
        List<Passage> passages = decode(24, GuardSettings.all(), request -> {
            String loop = IntStream.range(1, 300)
                    .mapToObj(number -> period.formatted(number))
                    .collect(Collectors.joining());
            return line(
                    period.startsWith("第") ? "Chinese" : "English",
                    whole(request, 24) ? loop : period.startsWith("第") ? "第一步，检查数值。" : "Step one, check the value.");
        });
        assertTrue(passages.get(0).flags().contains("loop"), passages.toString());
        assertTrue(passages.size() >= 2);
        assertTrue(mostTokens < 20 * tokenizer.encode(period).length, mostTokens + " tokens");
    }

    @Test
    void aLoopWithAWordChangedEachTimeIsNeverComplete() {
        Random random = new Random(5);
        List<String> words = List.of("this", "that", "it", "he", "she", "tea", "money", "all", "some", "none");
        String loop = random.ints(30, 0, words.size())
                .mapToObj(i -> "I think that " + words.get(i) + " is good for us.")
                .collect(Collectors.joining(" "));
        List<Passage> passages = decode(29, GuardSettings.all(), request -> line("English", loop));
        assertTrue(passages.stream().allMatch(p -> p.ending() == Passage.Ending.TRUNCATED), passages.toString());
        assertTrue(passages.get(0).flags().contains("loop"));
    }

    @Test
    void aLongTextThatUsesItsWordsAgainIsNoLoop() {
        Random random = new Random(6);
        List<String> words = List.of(
                "มนุษย์",
                "ทั้งหลาย",
                "เกิดมา",
                "อิสระ",
                "และ",
                "เสมอภาค",
                "กัน",
                "เกียรติ",
                "สิทธิ",
                "เหตุผล",
                "มโนธรรม",
                "ควร",
                "ปฏิบัติ",
                "ต่อกัน",
                "ด้วย",
                "เจตนารมณ์",
                "ภราดรภาพ",
                "ทุกคน",
                "ย่อม",
                "ความแตกต่าง",
                "เชื้อชาติ",
                "ภาษา",
                "ศาสนา",
                "การเมือง",
                "ทรัพย์สิน",
                "กำเนิด",
                "สถานะ",
                "ประเทศ",
                "ดินแดน",
                "บุคคล");
        String text = random.ints(700, 0, words.size()).mapToObj(words::get).collect(Collectors.joining());
        List<Passage> passages = decode(240, GuardSettings.all(), request -> line("Thai", text));
        assertEquals(List.of(), passages.get(0).flags());
    }

    @Test
    void whatWasSaidBeforeALoopIsKept() {
        String before = "We agreed to meet again on Friday, and Anna is going to write it down for everybody. ";
        for (String redo : List.of("language None<asr_text>", "language English<asr_text>")) {
            List<Passage> passages = decode(
                    12,
                    GuardSettings.all(),
                    request ->
                            whole(request, 12) ? line("English", before + "Thank you. ".repeat(300)) : new Line(redo));
            assertEquals(before + "Thank you.", text(passages));
            assertEquals(Passage.Ending.TRUNCATED, passages.get(0).ending());
            assertTrue(passages.get(0).flags().contains("loop_cut"));
            assertTrue(passages.get(0).said().startsWith(before + "Thank you. Thank you."));
        }
    }

    @Test
    void aLoopOutOfNothingLeavesNothing() {
        List<Passage> passages = decode(
                12,
                GuardSettings.all(),
                request -> whole(request, 12) ? line("Chinese", "像".repeat(119)) : new Line("language None<asr_text>"));
        assertEquals("|", text(passages));
        assertTrue(passages.stream().allMatch(p -> p.ending() == Passage.Ending.NO_SPEECH));
        assertTrue(passages.stream().allMatch(p -> p.flags().contains("loop")));
    }

    @Test
    void aLoopLateInAChunkLeavesWhatCameBefore() {
        List<Passage> passages = decode(28, GuardSettings.all(), request -> {
            String truth = "The first twenty seconds are about the budget, and then about the people we need for it, "
                    + "and last about the room. ";
            return whole(request, 28)
                    ? line("English", truth + "Yeah. ".repeat(200))
                    : line(
                            "English",
                            request.waveform().seconds() > 10 ? "A half of it, all right." : "A piece of it.");
        });
        assertTrue(passages.size() >= 2);
        assertTrue(passages.stream().allMatch(p -> p.ending() == Passage.Ending.COMPLETE), passages.toString());
    }

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
        Passage passage = decode(30, once, request -> line(language, text)).get(0);
        assertEquals(Passage.Ending.TRUNCATED, passage.ending());
        assertEquals(List.of("too_short"), passage.flags());
        assertEquals(text, passage.output().text());
        String truth = text.isEmpty()
                ? "So today we are going to talk."
                : (text + " ").repeat(3).strip();
        List<Passage> pieces =
                decode(30, GuardSettings.all(), request -> line(language, whole(request, 30) ? text : truth));
        for (Passage piece : pieces) {
            assertEquals(Passage.Ending.COMPLETE, piece.ending());
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
        List<Passage> passages = decode(2, GuardSettings.all(), request -> line(language, text));
        for (Passage passage : passages) {
            assertEquals(Passage.Ending.TRUNCATED, passage.ending(), passage.toString());
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
        List<Passage> passages = decode(seconds, GuardSettings.all(), request -> line(language, text));
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
            List<Passage> passages = new GuardedDecoder(
                            network, tokenizer, GuardSettings.all(), UnseenDecodersTest::plenty)
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
        List<Passage> passages = decode(3, GuardSettings.all(), request -> new Line(said));
        assertEquals("", text(passages));
        assertEquals(Passage.Ending.NO_SPEECH, passages.get(0).ending());
        assertEquals(1, requests.size());
    }

    @Test
    void aRowOfUnderscoresThatNeverEndsIsNoSpeech() {
        List<Passage> passages = decode(6, GuardSettings.all(), request -> line("Chinese", "_".repeat(400)));
        assertTrue(passages.stream().allMatch(p -> p.output().text().isEmpty()), passages.toString());
        assertTrue(passages.stream().allMatch(p -> p.ending() == Passage.Ending.NO_SPEECH), passages.toString());
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
            List<Passage> passages = decode(
                    3,
                    GuardSettings.all().with(context, BARE),
                    request -> request.prompt().isEmpty() ? line("English", recital) : new Line(truth));
            assertEquals(truth.substring(truth.indexOf('>') + 1), text(passages));
            assertTrue(passages.get(0).flags().contains("recital"));
            assertEquals(recital, passages.get(0).earlier().get(0).output().text());
        }
    }

    @Test
    void aGreetingDoesNotExcuseARecital() {
        List<Passage> passages = decode(
                4,
                GuardSettings.all().with("Kubernetes, Istio, Envoy, Prometheus, Grafana", BARE),
                request -> line(
                        "English",
                        request.prompt().isEmpty()
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
        List<Passage> passages = decode(
                4,
                GuardSettings.all().with(context, BARE),
                request -> line(
                        with.startsWith("张") ? "Chinese" : "English",
                        request.prompt().isEmpty() ? with : without));
        assertEquals(with, text(passages));
        assertEquals(Passage.Ending.COMPLETE, passages.get(0).ending());
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
        List<Passage> passages = decode(5, GuardSettings.all(), request -> line(language, text));
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
            List<Passage> repaired = decode(
                    5, GuardSettings.all(), request -> request.precise() ? line("English", good + "again.") : wrong);
            assertEquals(good + "again.", text(repaired));
            assertTrue(repaired.get(0).flags().contains("not_finite"), repaired.toString());
            List<Passage> failed = decode(5, GuardSettings.all(), request -> wrong);
            for (Passage passage : failed) {
                assertEquals("", passage.output().text());
                assertEquals(Passage.Ending.FAILED, passage.ending(), passage.toString());
                assertFalse(passage.said().contains("!!!!"));
            }
        }
    }

    @Test
    void oneChunkOutOfRangeLeavesTheOthersAlone() {
        List<Passage> passages = decode(
                16,
                GuardSettings.all(),
                request -> whole(request, 16) || request.waveform().sample(0) == Signals.noise(7, 0.2, 1)[0]
                        ? new Line("", false, 0)
                        : line("English", "The second half is fine."));
        assertEquals("|The second half is fine.", text(passages));
        assertEquals(Passage.Ending.FAILED, passages.get(0).ending());
        assertEquals(Passage.Ending.COMPLETE, passages.get(1).ending());
    }

    @Test
    void everythingWrongAtOnceIsBoundedAndTheSameEveryTime() {
        for (int retries = 0; retries <= 4; retries++) {
            GuardSettings settings = GuardSettings.all()
                    .with(GuardSettings.all().active(), retries)
                    .with("Istio, Envoy, Helm", BARE);
            List<String> results = new ArrayList<>();
            for (int run = 0; run < 2; run++) {
                List<Passage> passages = decode(29, settings, request -> {
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
