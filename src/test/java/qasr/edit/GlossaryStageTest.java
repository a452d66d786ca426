package qasr.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.transcript.Wording;

final class GlossaryStageTest {
    private static final String GLOSSARY = """
            # names
            BGE-M3
            Llama 3-8B
            PyTorch
            张晓明
            US
            going to
            酷伯|库伯, 酷博 -> Kube
            kube netties → Kubernetes   # as heard
            gonna => going to
            see plus plus\tC++
            new york -> NYC
            new york times -> The New York Times
            York
            a -> b
            b -> c
            """;

    private static Wording edit(String text) throws GlossaryException {
        Glossary glossary = new GlossaryFile().read("g.txt", GLOSSARY.lines().toList());
        return new Editor(List.of(new GlossaryStage(glossary))).edit(Wording.of("", text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "We use bge m3 here. | We use BGE-M3 here.",
                "We use BGEM3, ＢＧＥ　Ｍ３ and BGE-M3. | We use BGE-M3, BGE-M3 and BGE-M3.",
                "llama3 8b or Llama 3-8B | Llama 3-8B or Llama 3-8B",
                "py torch, Pytorch | PyTorch, PyTorch",
                "BGEM30 and XBGE M3 stay. | BGEM30 and XBGE M3 stay.",
                "用酷伯部署 | 用Kube部署",
                "用库伯和酷博 | 用Kube和Kube",
                "KUBE NETTIES's pods | Kubernetes's pods",
                "Gonna go, gonna GONNA stay | Going to go, going to GOING TO stay",
                "tell us, US | tell us, US",
                "see plus plus. | C++.",
                "new york times in new york | The New York Times in NYC",
                "york | York",
                "a b c | b c c",
                "请张小明发言 | 请张晓明发言",
                "请章晓鸣发言，张晓明 | 请张晓明发言，张晓明",
                "张小 明 | 张小 明",
                "b. ge m3 | c. ge m3",
                "ban a na | ban b na",
            })
    void termsAreWrittenAsTheGlossaryHasThem(String raw, String expected) throws GlossaryException {
        Wording edited = edit(raw);
        assertEquals(expected, edited.text());
        assertEquals(raw, edited.undone());
    }

    @Test
    void everyEditHasItsPositionAndOldText() throws GlossaryException {
        Wording edited = edit("😀用酷伯和bge m3");
        assertEquals("😀用Kube和BGE-M3", edited.text());
        assertEquals(
                "[Edit[kind=glossary, at=2, from=酷伯, to=Kube], Edit[kind=glossary, at=7, from=bge m3, to=BGE-M3]]",
                edited.edits().toString());
    }

    @Test
    void laterStagesLeaveTermsAlone() throws GlossaryException {
        Glossary glossary = new GlossaryFile().read("g", List.of("三百二十公司", "后面", "Node.js."));
        Editor editor = new Editor(
                List.of(new GlossaryStage(glossary), new ZhScriptStage(ZhScript.HANT), new PunctuationStage()));
        Wording edited = editor.edit(Wording.of("Chinese", "在后面，后来。Node.js. 三百二十公司"));
        assertEquals("在后面後來Node.js. 三百二十公司", edited.text());
        assertEquals("在后面，后来。Node.js. 三百二十公司", edited.undone());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a -> b -> c; g.txt:2: has more than one arrow or tab: 'a -> b -> c'",
                "-> b; g.txt:2: the raw form is empty: '-> b'",
                "a ->; g.txt:2: the term is empty: 'a ->'",
                "a, -> b; g.txt:2: the raw form is empty: 'a, -> b'",
                "a | b; g.txt:2: has '|' but no '-> term': 'a | b'",
                "... -> b; g.txt:2: the raw form has no letter or digit: '... -> b'",
                "X -> other; g.txt:2: 'X' cannot be both 'other' and 'y' (g.txt:1)",
            })
    void aBrokenLineIsNamed(String line, String message) {
        assertEquals(
                message,
                assertThrows(GlossaryException.class, () -> new GlossaryFile().read("g.txt", List.of("x -> y", line)))
                        .getMessage());
    }

    @Test
    void aTermHasAMaximumLengthAndLongLinesAreShortened() throws GlossaryException {
        assertEquals(
                1,
                new GlossaryFile().read("g", List.of("a".repeat(200))).entries().size());
        assertEquals("g:1: the term has 201 characters; at most 200 are allowed", problem("a".repeat(201)));
        assertEquals("g:1: the raw form has 201 characters; at most 200 are allowed", problem("a".repeat(201) + "->b"));
        assertEquals("g:1: the term has a control character", problem("a\u0007b"));
        String sixty = "|" + "a".repeat(59);
        assertEquals("g:1: has '|' but no '-> term': '" + sixty + "'", problem(sixty));
        assertEquals("g:1: has '|' but no '-> term': '|" + "a".repeat(49) + "\u2026'", problem(sixty + "a"));
        assertEquals("g:1: has more than one arrow or tab: 'a b c'", problem("a\tb\tc"));
    }

    private static String problem(String line) {
        return assertThrows(GlossaryException.class, () -> new GlossaryFile().read("g", List.of(line)))
                .getMessage();
    }

    @Test
    void filesReadTogetherMustAgreeAndMayRepeatEachOther() throws GlossaryException {
        GlossaryFile files = new GlossaryFile();
        Glossary first = files.read("one", List.of("a-b -> C"));
        Glossary second = files.read("two", List.of("ab -> C", "d"));
        assertEquals(3, first.and(second).entries().size());
        assertEquals(List.of("d", "C"), first.and(second).terms());
        assertEquals(
                "three:1: 'A B' cannot be both 'D' and 'C' (one:1)",
                assertThrows(GlossaryException.class, () -> files.read("three", List.of("A B -> D")))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BGE---M3, BGE----M3 | BGE-M3, BGE----M3", // three marks at most
                "new  york  times | The New York Times",
                "5㎏ kg | 5㎏ kg", // no word begins inside a character
                "Kubernetes’s | Kubernetes’s",
                "PyTorch를 씁니다 | PyTorch를 씁니다",
                "pytorch를 씁니다 | PyTorch를 씁니다", // a Korean particle directly follows its noun
                "xpytorch, pytorch2 | xpytorch, pytorch2",
                "用pytorch的 | 用PyTorch的",
                "GONNA, Gonna | GOING TO, Going to",
                "llama38b | Llama 3-8B",
                "张 晓明 | 张晓明", // beside a Chinese character there may be a blank
            })
    void aTermIsAWholeWordAndPartsWhereItMay(String raw, String expected) throws GlossaryException {
        Wording edited = edit(raw);
        assertEquals(expected, edited.text());
        assertEquals(raw, edited.undone());
    }

    @Test
    void settledTermsMoveWithTheText() throws GlossaryException {
        Glossary glossary = new GlossaryFile().read("g", List.of("see plus plus -> C++", "twelve"));
        Editor editor = new Editor(List.of(new GlossaryStage(glossary), new EnglishNumbers(), new PunctuationStage()));
        Wording edited =
                editor.edit(Wording.of("English", "we got thirteen, see plus plus, twelve. and see plus plus!"));
        assertEquals("we got 13 C++ twelve and C++", edited.text());
        assertEquals("we got thirteen, see plus plus, twelve. and see plus plus!", edited.undone());
    }

    @Test
    void commentsAndOtherSeparatorsAreUnderstood() throws GlossaryException {
        Glossary glossary =
                new GlossaryFile().read("g", List.of("# top", "", "C#", "F # sharp", "a\t\tb", "x \t-> y", "  # more"));
        assertEquals(
                "[Entry[canonical=C#, raws=[]], Entry[canonical=F, raws=[]], Entry[canonical=b, raws=[a]],"
                        + " Entry[canonical=y, raws=[x]]]",
                glossary.entries().toString());
    }

    @Test
    void termsThatOnlyTheModelCanGetRightComeFirst() throws GlossaryException {
        Glossary glossary = new GlossaryFile().read("g", List.of("x -> Y", "Z", "q -> Y"));
        assertEquals(List.of("Z", "Y"), glossary.terms());
        assertTrue(new GlossaryFile().read("g", List.of("# none")).isEmpty());
    }
}
