package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qasr.transcript.Place;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Utterance.Status;
import qasr.transcript.Word;

/** How each format shows who speaks. */
final class SpeakersTest {
    private static final List<Utterance> CALL = List.of(
            said(0, 1000, "S1", "Good morning."),
            said(6000, 7000, "S1", "Is it on?"),
            said(7100, 8000, "张工", "对，开始吧。"),
            said(8000, 8100, "张工", ""),
            said(8200, 9000, "S1", "We begin."));

    private static Utterance said(int start, int end, String speaker, String text) {
        Utterance plain = new Utterance(
                Duration.ofMillis(start),
                Duration.ofMillis(end),
                "English",
                text,
                -0.1,
                -0.1,
                text.isEmpty() ? Status.NO_SPEECH : Status.OK);
        Place place = plain.place();
        return new Utterance(
                new Place(place.span(), place.timing(), "", speaker),
                plain.wording(),
                plain.confidence(),
                plain.outcome(),
                text.isEmpty() ? List.of() : List.of(Word.of(text, place.span())));
    }

    private static Transcript call() {
        return Transcripts.of(Duration.ofSeconds(20), CALL);
    }

    private static String written(Format format) {
        return TranscriptWriter.write(call(), format);
    }

    private static String written(Format format, Paragraphs paragraphs, boolean times) {
        return TranscriptWriter.write(call(), format, new Layout("a", false, Optional.of(paragraphs), times));
    }

    @Test
    void eachTurnIsAParagraphThatBeginsWithTheName() {
        String text = "S1: Good morning. Is it on?\n\n张工: 对，开始吧。\n\nS1: We begin.\n";
        assertEquals(text, written(Format.TXT));
        assertEquals("# June 3.m4a\n\n" + text, written(Format.MD));
        assertTrue(written(Format.HTML).contains("<b>张工:</b> 对，开始吧。</p>"));
    }

    @Test
    void linesAndParagraphsByPauseHaveTheNameToo() {
        assertEquals(
                "[00:00:00] S1: Good morning.\n[00:00:06] S1: Is it on?\n[00:00:07] 张工: 对，开始吧。\n[00:00:08] S1: We begin.\n",
                written(Format.TXT, Paragraphs.NONE, true));
        assertEquals(
                "S1: Good morning.\n\nS1: Is it on?\n\n张工: 对，开始吧。\n\nS1: We begin.\n",
                written(Format.TXT, Paragraphs.PAUSE, false));
    }

    @Test
    void theNameOfALineComesAfterItsStartAndEnd() {
        Layout ranges = new Layout("a", false, Optional.of(Paragraphs.NONE), true).withRanges();
        String first = TranscriptWriter.write(call(), Format.TXT, ranges)
                .lines()
                .findFirst()
                .orElseThrow();
        assertTrue(first.matches("\\[00:00:00\\.\\d{3} --> 00:00:0\\d\\.\\d{3}]   S1: Good morning\\."), first);
    }

    @Test
    void anUtteranceOfNobodyIsALine() {
        Transcript mixed = Transcripts.of(
                Duration.ofSeconds(20), List.of(said(0, 1000, "", "One."), CALL.get(0), said(2000, 3000, "", "Two.")));
        assertEquals("One.\n\nS1: Good morning.\n\nTwo.\n", TranscriptWriter.write(mixed, Format.TXT));
        assertEquals(
                "start\tend\tspeaker\ttext\n0\t1000\t\tOne.\n0\t1000\tS1\tGood morning.\n2000\t3000\t\tTwo.\n",
                TranscriptWriter.write(mixed, Format.TSV));
    }

    @Test
    void subtitlesNameTheSpeakerOfEachCue() {
        assertTrue(written(Format.SRT).contains("\n[S1] Is it on?\n"), written(Format.SRT));
        assertTrue(written(Format.SRT).contains("\n[张工] 对，开始吧。\n"));
        assertTrue(written(Format.VTT).contains("\n<v 张工>对，开始吧。\n"));
        assertTrue(written(Format.ASS).contains(",Default,张工,0,0,0,,对"));
        assertTrue(written(Format.LRC).contains("[00:07.10]张工: 对"), written(Format.LRC));
    }

    @Test
    void namesCannotBreakAFormat() {
        Transcript bad = Transcripts.of(Duration.ofSeconds(5), List.of(said(0, 1000, "a, <b>\n\"c\" --> [x]", "Yes.")));
        String name = "a, <b> \"c\" --> [x]";
        assertEquals(name + ": Yes.\n", TranscriptWriter.write(bad, Format.TXT));
        assertEquals(
                "start,end,speaker,text\n0,1000,\"a, <b> \"\"c\"\" --> [x]\",\"Yes.\"\n",
                TranscriptWriter.write(bad, Format.CSV));
        assertTrue(TranscriptWriter.write(bad, Format.VTT).contains("<v a, &lt;b&gt; \"c\" --&gt; [x]>Yes."));
        assertTrue(TranscriptWriter.write(bad, Format.ASS).contains(",Default,a‚ <b> \"c\" --> [x],0,0,0,,Yes."));
        assertTrue(TranscriptWriter.write(bad, Format.SRT).contains("\n[a, <\u2060b> \"c\" --\u2060> [x]] Yes.\n"));
        assertEquals(
                "SPEAKER June_3 1 0.000 1.000 <NA> <NA> a,_<b>_\"c\"_-->_[x] <NA> <NA>\n",
                TranscriptWriter.write(bad, Format.RTTM));
        assertTrue(TranscriptWriter.write(bad, Format.MD).contains("a, \\<b> \"c\" --> \\[x]: Yes."));
        assertTrue(TranscriptWriter.write(bad, Format.TEXTGRID).contains("name = \"a, <b> \"\"c\"\" --> [x]\""));
    }

    @Test
    @SuppressWarnings("StringConcatToTextBlock") // tabs are seen
    void tablesHaveAColumn() {
        assertEquals(
                "start\tend\tspeaker\ttext\n0\t1000\tS1\tGood morning.\n6000\t7000\tS1\tIs it on?\n"
                        + "7100\t8000\t张工\t对，开始吧。\n8200\t9000\tS1\tWe begin.\n",
                written(Format.TSV));
        Layout shared = new Layout("a", true, Optional.empty(), false);
        assertTrue(TranscriptWriter.write(call(), Format.TSV, shared).startsWith("a\t0\t1000\tS1\tGood"));
        assertEquals(
                "file\tstart\tend\tspeaker\ttext\n", Format.TSV.withSpeakers().columns());
        assertEquals("tsv", Format.TSV.withSpeakers().extension());
    }

    @Test
    void eachSpeakerHasTiersAndRowsOfRttm() {
        String grid = written(Format.TEXTGRID);
        for (String tier : List.of("S1", "S1 words", "张工", "张工 words")) {
            assertTrue(grid.contains("name = \"" + tier + "\""), grid);
        }
        assertTrue(grid.contains("size = 4\n"));
        assertTrue(written(Format.RTTM).startsWith("SPEAKER June_3 1 0.000 1.000 <NA> <NA> S1 <NA> <NA>\nSPEAKER "));
        assertEquals(4, written(Format.RTTM).lines().count());
    }

    /** Two channels without names, for example. A tier has no room for two utterances at once. */
    @Test
    void whatIsSaidMeanwhileHasTiersOfItsOwn() {
        List<Utterance> meanwhile = List.of(
                said(0, 15_000, "", "A long story."),
                said(5000, 8000, "", "Yes."),
                said(14_950, 19_000, "", "And so on."));
        String grid = TranscriptWriter.write(Transcripts.of(Duration.ofSeconds(20), meanwhile), Format.TEXTGRID);
        List<String> rows = grid.lines()
                .map(String::strip)
                .filter(line -> line.matches("(name|xmin|text) = .*[^\"]\"?"))
                .filter(line -> !line.equals("xmin = 0"))
                .toList();
        assertEquals(
                List.of(
                        "name = \"utterances\"",
                        "text = \"A long story.\"",
                        "xmin = 15",
                        "text = \"And so on.\"",
                        "xmin = 19",
                        "name = \"words\"",
                        "text = \"A long story.\"",
                        "xmin = 15",
                        "text = \"And so on.\"",
                        "xmin = 19",
                        "name = \"utterances 2\"",
                        "xmin = 5",
                        "text = \"Yes.\"",
                        "xmin = 8",
                        "name = \"words 2\"",
                        "xmin = 5",
                        "text = \"Yes.\"",
                        "xmin = 8"),
                rows.stream().filter(line -> !line.equals("text = \"\"")).toList());
    }

    @Test
    void streamedTextIsTheTextOfTheWhole() {
        for (Format format : Format.values()) {
            TranscriptWriter writer = format.writer(Layout.of(call().source().path()));
            StringBuilder text = new StringBuilder();
            CALL.forEach(utterance -> text.append(writer.piece(utterance)));
            assertEquals(written(format), text.append(writer.rest(call())).toString(), format.name());
        }
    }
}
