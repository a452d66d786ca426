package qasr.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.model.DecodeRequest;
import qasr.model.ModelInput;
import qasr.testing.ScriptedNetwork.Line;
import qasr.text.AsrOutput;
import qasr.text.Language;
import qasr.text.LanguageSet;

/** Tests every guard with an answer that it must find. */
final class GuardedDecoderTest extends ScriptedChunks {
    private static final String EN = "language English<asr_text>";
    private static final String ZH = "language Chinese<asr_text>";

    private GuardedResult only(int seconds, GuardSettings settings, Function<DecodeRequest, Line> script) {
        List<GuardedResult> passages = decode(seconds, settings, script);
        assertEquals(1, passages.size(), passages.toString());
        return passages.get(0);
    }

    private static boolean whole(DecodeRequest request, int seconds) {
        return request.waveform().length() >= seconds * SECOND;
    }

    private static String text(List<GuardedResult> passages) {
        return String.join("|", passages.stream().map(p -> p.output().text()).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "language English<asr_text>No, no, no, no, no, I said no.",
                "language Chinese<asr_text>哈哈哈哈哈哈哈哈哈哈，好笑。",
                "language English<asr_text>Call 138 0000 0000 or 555 555 5555.",
                "language English<asr_text>One hundred, two hundred, three hundred, four hundred.",
                "language Chinese<asr_text>我们用 Kubernetes 和 Docker 部署。"
            })
    void aCleanAnswerIsTakenAtOnce(String said) {
        GuardedResult passage = only(6, GuardSettings.all(), request -> new Line(said));
        assertEquals(said.substring(said.indexOf('>') + 1), passage.output().text());
        assertEquals(List.of(), passage.flags());
        assertEquals(1, requests.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"哈", "ab", "像我", "I think. ", "and then we went on to the next point, which is ", "呃，那个，我们看"})
    void aLoopIsStoppedEarlyAndDecodedInPieces(String period) {
        List<GuardedResult> passages = decode(
                24,
                GuardSettings.all(),
                request -> new Line(EN + (whole(request, 24) ? "Well " + period.repeat(500) : "A true half of it.")));
        assertEquals("A true half of it.|A true half of it.", text(passages));
        for (GuardedResult passage : passages) {
            assertEquals(GuardedResult.Ending.COMPLETE, passage.ending());
            assertEquals(List.of("loop"), passage.flags());
            assertEquals(2, passage.attempts());
        }
        assertEquals(3, requests.size());
        assertTrue(mostTokens < ModelInput.tokenBudget(24), "decoded " + mostTokens + " tokens of a loop");
    }

    @Test
    void aLoopThatStaysInOnePieceIsDecodedWithAPenalty() {
        List<GuardedResult> passages = decode(8, GuardSettings.all(), request -> {
            boolean free = !request.penalty().isNone();
            return new Line(EN + (free ? "Out of it." : "I know. ".repeat(300)));
        });
        assertEquals("Out of it.|Out of it.", text(passages));
        assertEquals(3, passages.get(0).attempts());
    }

    @Test
    void aLoopThatNoRetryAvoidsIsCutAndIncomplete() {
        GuardedResult passage =
                only(8, GuardSettings.all(), request -> new Line(EN + "So we agreed. " + "Thank you. ".repeat(300)));
        assertEquals("So we agreed. Thank you.", passage.output().text());
        assertEquals(GuardedResult.Ending.TRUNCATED, passage.ending());
        assertTrue(
                passage.flags().containsAll(List.of("loop", "loop_cut")),
                passage.flags().toString());
    }

    @Test
    void aRepetitionThatIsDecodedTwiceIsKept() {
        String laughter = "哈".repeat(18);
        List<GuardedResult> passages = decode(
                8, GuardSettings.all(), request -> new Line(ZH + (whole(request, 8) ? laughter + laughter : laughter)));
        assertEquals(laughter + "|" + laughter, text(passages));
        assertEquals(GuardedResult.Ending.COMPLETE, passages.get(0).ending());
    }

    @Test
    void anAnswerThatRunsOutOfTokensIsRedoneInPieces() {
        List<GuardedResult> passages = decode(
                6,
                GuardSettings.all().with(EnumSet.of(GuardName.TRUNCATION), 2),
                request -> new Line(EN + (whole(request, 6) ? "abcdefghij klmnop ".repeat(80) : "Half of it.")));
        assertEquals("Half of it.|Half of it.", text(passages));
        assertEquals(List.of("token_limit"), passages.get(0).flags());
    }

    @Test
    void aTextTooShortForItsSpeechIsNeverComplete() {
        GuardedResult passage = only(
                60, GuardSettings.all().with(EnumSet.of(GuardName.TRUNCATION), 1), request -> new Line(EN + "Hi."));
        assertEquals(GuardedResult.Ending.TRUNCATED, passage.ending());
        assertEquals(List.of("too_short"), passage.flags());
        assertEquals("Hi.", passage.output().text());
    }

    @Test
    void aTextTooLongForItsSpeechIsRedone() {
        List<GuardedResult> passages = decode(
                2,
                GuardSettings.all(),
                request -> new Line(EN
                        + (whole(request, 2)
                                ? "the quick brown fox jumps over a lazy dog "
                                        + "x y z q w e r t u i o ".repeat(7).strip()
                                : "Fox.")));
        assertEquals("Fox.|Fox.", text(passages));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "language None<asr_text>None",
                "language None<asr_text>Thank you for watching.",
                "language Chinese<asr_text>____",
                "language Chinese<asr_text>。",
                "language English<asr_text>[Music]",
                "language English<asr_text>(silence)",
                "language English",
                "_____"
            })
    void whatStandsForNothingIsNoSpeech(String said) {
        GuardedResult passage = only(2, GuardSettings.all(), request -> new Line(said));
        assertEquals("", passage.output().text());
        assertEquals(GuardedResult.Ending.NO_SPEECH, passage.ending());
        assertEquals(List.of("placeholder"), passage.flags());
    }

    @Test
    void muchSpeechIsNotSilentOnTheModelsWordAlone() {
        String none = "language None<asr_text>";
        List<GuardedResult> heard =
                decode(6, GuardSettings.all(), request -> new Line(whole(request, 6) ? none : EN + "So it goes."));
        assertEquals("So it goes.|So it goes.", text(heard));
        assertEquals(List.of("doubtful_silence"), heard.get(0).flags());

        GuardedResult silent = only(30, GuardSettings.all(), request -> new Line(none));
        assertEquals(GuardedResult.Ending.NO_SPEECH, silent.ending());
        assertEquals(List.of(), silent.flags());
        assertEquals(3, requests.size(), "the chunk and two pieces");

        assertEquals(
                GuardedResult.Ending.NO_SPEECH,
                only(4, GuardSettings.all(), request -> new Line(none)).ending());
        assertEquals(1, requests.size());
    }

    @Test
    void wordsInPiecesOfADoubtfulSilenceAreKept() {
        String none = "language None<asr_text>";
        List<GuardedResult> doubtful = decode(
                20,
                GuardSettings.all(),
                request -> new Line(none + (whole(request, 20) ? "" : "All of us were there.")));
        assertEquals("All of us were there.|All of us were there.", text(doubtful));
        assertEquals(List.of("doubtful_silence", "no_language"), doubtful.get(0).flags());

        List<GuardedResult> wrong =
                decode(20, GuardSettings.all(), request -> new Line(whole(request, 20) ? none : EN + "Ah."));
        assertTrue(text(wrong).startsWith("Ah.|Ah."), wrong.toString());
        assertEquals(GuardedResult.Ending.TRUNCATED, wrong.get(0).ending());
    }

    @Test
    void silenceIsSureOnlyIfNoPieceSaidAnything() {
        String none = "language None<asr_text>";
        List<GuardedResult> removed = decode(
                6, GuardSettings.all(), request -> new Line(none + (whole(request, 6) ? "" : "All of us were there.")));
        assertEquals("|", text(removed));
        assertEquals("All of us were there.", removed.get(0).said());
        assertEquals(List.of("doubtful_silence", "placeholder"), removed.get(0).flags());

        GuardedResult failed = only(
                8, GuardSettings.all(), request -> whole(request, 8) ? new Line(none) : new Line("!!!!!!!!", false, 0));
        assertEquals(List.of("doubtful_silence"), failed.flags());

        GuardedResult music =
                only(6, GuardSettings.all(), request -> new Line(none + (whole(request, 6) ? "" : "[Music]")));
        assertEquals(List.of(), music.flags());
    }

    @Test
    void aSentenceAfterNoLanguageIsKept() {
        GuardedResult passage =
                only(6, GuardSettings.all(), request -> new Line("language None<asr_text>All of us were there."));
        assertEquals("All of us were there.", passage.output().text());
        assertEquals(GuardedResult.Ending.COMPLETE, passage.ending());
        assertEquals(List.of("no_language"), passage.flags());
        assertEquals(1, requests.size());
        GuardedResult nothing = only(6, GuardSettings.all(), request -> new Line("language None<asr_text>[Music]"));
        assertEquals(List.of("placeholder"), nothing.flags());
    }

    @Test
    void aTextAfterNoLanguageFitsItsSpeech() {
        String none = "language None<asr_text>";
        GuardSettings once = GuardSettings.all().with(EnumSet.allOf(GuardName.class), 0);
        GuardedResult word = only(25, once, request -> new Line(none + "Okay."));
        assertEquals("Okay.", word.output().text());
        assertEquals(GuardedResult.Ending.TRUNCATED, word.ending());
        assertEquals(List.of("no_language", "too_short"), word.flags());
        decode(25, GuardSettings.all(), request -> new Line(none + "Okay."));
        assertTrue(requests.size() > 1);

        GuardedResult music = only(25, GuardSettings.all(), request -> new Line(none + "[Music]"));
        assertEquals(List.of("placeholder"), music.flags());
        assertEquals(1, requests.size());
    }

    @Test
    void aHeaderInsideOfTheTextIsNoText() {
        String said = "唔係你。language Japanese<asr_text>な。<asr_text>我";
        GuardedResult passage =
                only(6, GuardSettings.all(), request -> new Line("language Cantonese<asr_text>" + said));
        assertEquals("唔係你。な。我", passage.output().text());
        assertEquals("Cantonese", passage.output().language());
        assertEquals(said, passage.said());
        assertEquals(List.of(), passage.flags());
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "Chinese"})
    void aHeaderBehindTheFirstOneNamesTheLanguage(String first) {
        String said = "language English<asr_text>Hello, good morning.";
        GuardedResult passage =
                only(3, GuardSettings.all(), request -> new Line("language " + first + "<asr_text>" + said));
        assertEquals("Hello, good morning.", passage.output().text());
        assertEquals("English", passage.output().language());
        assertEquals(said, passage.said());
        assertEquals(List.of(), passage.flags());

        Language chinese = LanguageSet.of(List.of()).request("zh");
        GuardedResult forced = only(3, GuardSettings.all().forcing(chinese), request -> new Line(said));
        assertEquals("Chinese", forced.output().language());
        assertEquals("Hello, good morning.", forced.output().text());
    }

    @Test
    void aRejectedAttemptKeepsTheHeaderThatWasSaid() {
        String said = "Well.language Japanese<asr_text>" + "I think. ".repeat(400);
        List<GuardedResult> passages = decode(
                8, GuardSettings.all(), request -> new Line(EN + (whole(request, 8) ? said : "A true half of it.")));
        AsrOutput earlier = passages.get(0).earlier().get(0).output();
        assertEquals("English", earlier.language());
        assertTrue(earlier.text().startsWith("Well.language Japanese<asr_text>I think. I think."), earlier.text());
    }

    @Test
    void aRecitalIsRedoneWithoutTheContext() {
        String context = "Kubernetes, Istio, Envoy, Prometheus";
        GuardedResult passage = only(
                2,
                GuardSettings.all().with(context, BARE),
                request -> new Line(EN
                        + (request.prompt().equals(TOLD) ? "Kubernetes, Istio, Envoy, Prometheus." : "Good morning.")));
        assertEquals("Good morning.", passage.output().text());
        assertEquals(List.of("recital"), passage.flags());
        assertEquals(BARE, requests.get(1).prompt());
    }

    @Test
    void termsThatWereReallySaidKeepTheirSpelling() {
        String context = "Kubernetes, Istio, Envoy, Prometheus";
        GuardedResult passage = only(
                4,
                GuardSettings.all().with(context, BARE),
                request -> new Line(EN
                        + (request.prompt().equals(TOLD)
                                ? "We run Istio and Envoy on Kubernetes in both of our regions."
                                : "We run east you and envoy on cuber netties in both of our regions.")));
        assertEquals(
                "We run Istio and Envoy on Kubernetes in both of our regions.",
                passage.output().text());
        assertEquals(List.of(), passage.flags());
        assertEquals(2, passage.attempts());
    }

    @Test
    void numbersOutOfRangeAreComputedAgainMoreExactly() {
        GuardedResult passage = only(
                3,
                GuardSettings.all(),
                request -> request.precise() ? new Line(EN + "Fine.") : new Line("!!!!!!!!", false, 0));
        assertEquals("Fine.", passage.output().text());
        assertEquals(List.of("not_finite"), passage.flags());
    }

    @Test
    void numbersThatStayOutOfRangeFailAndLeaveNoMarks() {
        GuardedResult passage = only(1, GuardSettings.all(), request -> new Line("!!!!!!!!"));
        assertEquals("", passage.output().text());
        assertEquals(GuardedResult.Ending.FAILED, passage.ending());
    }

    @Test
    void aTextInAWrongScriptIsDecodedInPieces() {
        List<GuardedResult> passages = decode(
                8,
                GuardSettings.all(),
                request -> new Line(whole(request, 8) ? EN + "我们明天上午十点开会讨论这个问题。" : ZH + "我们明天开会。"));
        assertEquals("我们明天开会。|我们明天开会。", text(passages));
        assertEquals("Chinese", passages.get(0).output().language());
        assertEquals(List.of("script_mismatch"), passages.get(0).flags());
    }

    @Test
    void onlyAllowedLanguagesAreOffered() {
        List<Language> allowed = List.of(
                LanguageSet.of(List.of()).request("zh"),
                LanguageSet.of(List.of()).request("en"));
        only(3, GuardSettings.all().allowing(allowed), request -> new Line(EN + "Yes."));
        List<String> beginnings = requests.get(0).beginnings().stream()
                .map(ids -> tokenizer.decode(
                        ids.stream().mapToInt(Integer::intValue).toArray()))
                .toList();
        assertEquals(
                List.of("language Chinese<asr_text>", "language English<asr_text>", "language None<asr_text>"),
                beginnings);
    }

    @Test
    void aForcedLanguageThatTheSoundContradictsIsFlagged() {
        Language chinese = LanguageSet.of(List.of()).request("zh");
        GuardSettings settings = GuardSettings.all().forcing(chinese);
        GuardedResult doubtful = only(3, settings, request -> new Line("你好，世界。", true, Math.log(0.002)));
        assertEquals(List.of("language_contradicted"), doubtful.flags());
        assertEquals("你好，世界。", doubtful.output().text());
        GuardedResult sure = only(3, settings, request -> new Line("你好，世界。", true, Math.log(0.6)));
        assertEquals(List.of(), sure.flags());
    }

    @ParameterizedTest
    @EnumSource(GuardName.class)
    void aGuardThatIsOffReportsNothing(GuardName name) {
        EnumSet<GuardName> others = EnumSet.complementOf(EnumSet.of(name));
        String said = switch (name) {
            case NUMBERS -> "!!!!!!!!";
            case LOOP -> EN + "ha ".repeat(20);
            case RECITAL -> EN + "Istio, Envoy, Helm.";
            case SILENCE -> ZH + "____";
            case TRUNCATION -> EN + "Hi.";
            case LANGUAGE -> EN + "我们明天上午十点开会讨论这个问题。";
        };
        int seconds = name == GuardName.TRUNCATION ? 30 : 4;
        GuardSettings all = GuardSettings.all().with("Istio, Envoy, Helm", BARE);
        List<GuardedResult> on = decode(seconds, all, request -> new Line(said));
        assertTrue(on.stream().anyMatch(passage -> !passage.flags().isEmpty()), name + " saw nothing");
        if (name != GuardName.NUMBERS) { // the silence guard sees marks as well
            List<GuardedResult> off = decode(seconds, all.with(others, 2), request -> new Line(said));
            assertEquals(List.of(), off.get(0).flags());
            assertEquals(1, requests.size());
        }
    }

    @Test
    void withoutTheLoopGuardARepetitionIsKept() {
        String said = "We sing: " + "la ".repeat(25) + "and then we go home again my dear friends.";
        EnumSet<GuardName> others = EnumSet.complementOf(EnumSet.of(GuardName.LOOP));
        for (GuardSettings settings :
                List.of(GuardSettings.all().with(others, 2), GuardSettings.none(Optional.empty()))) {
            GuardedResult kept = only(12, settings, request -> new Line(EN + said));
            assertEquals(said, kept.output().text());
            assertEquals(said, kept.said());
            assertEquals(GuardedResult.Ending.COMPLETE, kept.ending());
        }
    }

    @Test
    void retriesAreBounded() {
        for (int retries = 0; retries <= 3; retries++) {
            List<GuardedResult> passages = decode(
                    16,
                    GuardSettings.all().with(EnumSet.allOf(GuardName.class), retries),
                    request -> new Line(EN + "I know. ".repeat(400)));
            assertTrue(requests.size() <= (1 << (retries + 1)) - 1, retries + " retries, " + requests.size());
            assertFalse(passages.isEmpty());
            assertTrue(passages.stream().allMatch(p -> p.ending() == GuardedResult.Ending.TRUNCATED));
        }
    }
}
