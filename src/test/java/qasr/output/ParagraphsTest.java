package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qasr.transcript.Utterance;
import qasr.transcript.Utterance.Status;

final class ParagraphsTest {
    private static Utterance at(int start, int end, String language, String text) {
        return new Utterance(Duration.ofMillis(start), Duration.ofMillis(end), language, text, -0.1, -0.1, Status.OK);
    }

    private static final List<Utterance> MEETING = List.of(
            at(0, 1000, "English", "Good morning."),
            at(1500, 2000, "English", "Is it on?"),
            at(2100, 3000, "English", "Yes it"),
            at(4900, 6000, "English", "is. So"),
            at(6100, 7000, "English", ""),
            at(7100, 8000, "English", "we begin."),
            at(9500, 9900, "Chinese", "好，"),
            at(9950, 10000, "Chinese", "开始。"),
            at(14000, 15000, "Chinese", "完"));

    private static String text(Paragraphs paragraphs) {
        return text(new TextWriter(new Layout("a/b.wav", false, Optional.of(paragraphs), false)));
    }

    private static String text(TranscriptWriter writer) {
        StringBuilder text = new StringBuilder();
        MEETING.forEach(utterance -> text.append(writer.piece(utterance)));
        return text.append(writer.rest(Transcripts.of(Duration.ofSeconds(20), MEETING)))
                .toString();
    }

    @Test
    void markdownHasTheRecordingsNameAndParagraphs() {
        assertEquals(
                "# b.wav\n\nGood morning. Is it on? Yes it is. So we begin.\n\n好，开始。\n\n完\n",
                text(new MarkdownWriter(Layout.of("a/b.wav"))));
        assertEquals(
                String.join(
                        "\n\n",
                        "# stdin",
                        "**00:00:00** Good morning. Is it on?",
                        "**00:00:02** Yes it is. So we begin.",
                        "**00:00:09** 好，开始。",
                        "**00:00:14** 完\n"),
                text(new MarkdownWriter(new Layout("-", false, Optional.of(Paragraphs.TURN), true))));
    }

    @Test
    void textCanShowTimes() {
        assertEquals(
                "[00:00:00] Good morning. Is it on? Yes it is. So we begin.\n\n[00:00:09] 好，开始。\n\n[00:00:14] 完\n",
                text(new TextWriter(new Layout("a", false, Optional.of(Paragraphs.PAUSE), true))));
        assertEquals(
                "[00:00:00] Good morning.",
                text(new TextWriter(new Layout("a", false, Optional.empty(), true)))
                        .lines()
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void textNeverBecomesMarkup() {
        assertEquals("1\\. *", markdown("1. *").replace("\\*", "*"));
        assertEquals("\\# 5", markdown("# 5"));
        assertEquals("\\- no", markdown("- no"));
        assertEquals(
                "a \\*b\\* \\[c] \\<d> \\`e\\` \\_f\\_ g_h 5-6 \\\\ \\&amp; R&D",
                markdown("a *b* [c] <d> `e` _f_ g_h 5-6 \\ &amp; R&D"));
    }

    private static String markdown(String text) {
        TranscriptWriter writer = new MarkdownWriter(Layout.of("x"));
        String written = writer.piece(at(0, 1000, "English", text));
        return written.substring("# x\n\n".length());
    }

    @Test
    void aLongPauseAfterASentenceBeginsAParagraph() {
        assertEquals("Good morning. Is it on? Yes it is. So we begin.\n\n好，开始。\n\n完\n", text(Paragraphs.PAUSE));
    }

    @Test
    void turnsAreGuessedFromShorterPausesQuestionsAndLanguages() {
        assertEquals("Good morning. Is it on?\n\nYes it is. So we begin.\n\n好，开始。\n\n完\n", text(Paragraphs.TURN));
    }

    @Test
    void aPauseOfExactlyItsLengthBeginsAParagraph() {
        assertBreak(Paragraphs.PAUSE, 1500, "Yes.", true);
        assertBreak(Paragraphs.PAUSE, 1499, "Yes.", false);
        assertBreak(Paragraphs.PAUSE, 3999, "yes", false);
        assertBreak(Paragraphs.PAUSE, 4000, "yes", true);
        assertBreak(Paragraphs.TURN, 700, "Yes.", true);
        assertBreak(Paragraphs.TURN, 699, "Yes.", false);
        assertBreak(Paragraphs.TURN, 0, "Yes?", true);
        assertBreak(Paragraphs.TURN, 0, "是吗？", true);
        assertBreak(Paragraphs.TURN, 3999, "yes", false);
        assertBreak(Paragraphs.TURN, 4000, "yes", true);
        assertBreak(Paragraphs.NONE, 0, "yes", true);
    }

    private static void assertBreak(Paragraphs paragraphs, int pause, String text, boolean expected) {
        Utterance last = at(0, 1000, "English", text);
        assertEquals(expected, paragraphs.isBreak(last, at(1000 + pause, 9000, "English", "No")), text + " " + pause);
    }

    @Test
    void aRowOfATableHasMillisecondsAndOneLineOfWords() {
        Utterance utterance = at(1001, 61_500, "English", " a\t\"b\"\n c, d ");
        Utterance silent = at(62_000, 63_000, "English", " ");
        TranscriptWriter tsv = Format.TSV.writer(Layout.of("x"));
        assertEquals("start\tend\ttext\n1001\t61500\ta \"b\" c, d\n", tsv.piece(utterance));
        assertEquals("", tsv.piece(silent));
        assertEquals("1001\t61500\ta \"b\" c, d\n", tsv.piece(utterance));
        TranscriptWriter csv = Format.CSV.writer(Layout.of("x"));
        assertEquals("start,end,text\n", csv.piece(silent));
        assertEquals("1001,61500,\"a \"\"b\"\" c, d\"\n", csv.piece(utterance));
        assertEquals("[00:01.00]a \"b\" c, d\n", lyrics(at(1001, 6500, "English", " a\t\"b\"\n c, d ")));
        assertEquals("[61:02.50]a\n", lyrics(at(3_662_509, 3_666_000, "English", "a")));
        assertEquals("01:01:02", Table.clock(Duration.ofMillis(3_662_999)));
    }

    private static String lyrics(Utterance utterance) {
        return TranscriptWriter.write(Transcripts.of(Duration.ofHours(2), List.of(utterance)), Format.LRC);
    }

    @Test
    void byDefaultEachUtteranceIsALine() {
        assertEquals("Good morning.\nIs it on?\nYes it\nis. So\nwe begin.\n好，\n开始。\n完\n", text(Paragraphs.NONE));
    }
}
