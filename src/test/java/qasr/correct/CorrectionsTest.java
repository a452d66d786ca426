package qasr.correct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import qasr.output.Format;
import qasr.output.Layout;
import qasr.output.TranscriptWriter;
import qasr.subtitle.CueRules;
import qasr.subtitle.RandomSpeech;
import qasr.subtitle.Subtitles;
import qasr.testing.Property;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

final class CorrectionsTest {
    private static final List<Format> FORMATS = List.of(Format.TXT, Format.SRT, Format.VTT);

    /** The language, the text between words, and words. */
    private static final List<List<String>> VOCABULARIES = Stream.of(
                    "Chinese||用|Kube|来|部署|，|2024|年|3|月|。|我们|GPU|服务器|（|）|API|接口|的|v2.0|50%|？|“好的”",
                    "Japanese||ユーザー|の|データ|を|サーバー|へ|、|。|ＡＩ|コーヒー|3|ページ|が|Google|「|」|時々|です",
                    "Thai||สวัสดีครับ|วันนี้|ที่นี่|น้ำ| |เรา|ประชุม|กัน|10|Zoom|ๆ|ได้",
                    "Korean| |안녕하세요|여러분.|오늘은|API를|3개|회의는|네,",
                    "English| |the|same|example.|Run|Outputs|are|of|and|it's|Mr.|so,|well|model|long-winded"
                            + "|https://www.example.com/some/where/else/index.html")
            .map(words -> List.of(words.split("\\|")))
            .toList();

    @Test
    void whateverWordsAreChangedTheSegmentsSayThemAndKeepTheirRawText() {
        Property.forAll(60, random -> {
            List<String> sentences = sentences(random, 3 + random.nextInt(20));
            List<String> edited = sentences.stream()
                    .map(sentence -> random.nextInt(3) == 0 ? edited(sentence, random) : sentence)
                    .toList();
            Transcript before = transcript(sentences);
            Format format = FORMATS.get(random.nextInt(FORMATS.size()));
            Corrections corrections =
                    new Corrections(before, CorrectedText.parse(TranscriptWriter.write(transcript(edited), format)));
            assertEquals(Optional.empty(), corrections.mismatch());
            Corrections.Outcome outcome = corrections.merged();
            for (int i = 0; i < sentences.size(); i++) {
                Utterance utterance = outcome.transcript().utterances().get(i);
                assertEquals(edited.get(i), utterance.text(), format + " " + i);
                assertEquals(sentences.get(i), utterance.wording().undone());
                if (sentences.get(i).equals(edited.get(i))) {
                    assertSame(before.utterances().get(i), utterance);
                }
            }
        });
    }

    /** The first and the last word stay: what is put in between two segments may belong to either. */
    private static String edited(String sentence, Random random) {
        List<String> words = new ArrayList<>(List.of(sentence.split(" ")));
        int at = 1 + random.nextInt(words.size() - 2);
        switch (random.nextInt(3)) {
            case 0 -> words.set(at, "Changed" + random.nextInt(100) + ",");
            case 1 -> words.add(at, "inserted" + random.nextInt(100));
            default -> words.remove(at);
        }
        return String.join(" ", words);
    }

    private static List<String> sentences(Random random, int count) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> words = new ArrayList<>();
            for (int k = 0; k < 4 + random.nextInt(14); k++) {
                words.add("w" + random.nextInt(60));
            }
            sentences.add(String.join(" ", words) + ".");
        }
        return sentences;
    }

    private static Transcript transcript(List<String> sentences) {
        List<Utterance> utterances = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            utterances.add(new Utterance(
                    Duration.ofSeconds(6L * i),
                    Duration.ofSeconds(6L * i + 5),
                    "English",
                    sentences.get(i),
                    -1,
                    -1,
                    sentences.get(i).isEmpty() ? Utterance.Status.NO_SPEECH : Utterance.Status.OK));
        }
        return of(utterances);
    }

    private static Transcript of(List<Utterance> utterances) {
        return new Transcript(
                new Transcript.Source(
                        "a.wav",
                        "",
                        new Transcript.SourceFormat("pcm", 16_000, 1),
                        utterances.get(utterances.size() - 1).end()),
                new Transcript.Making(
                        new Transcript.Engine("1", "m", "cpu", "fp32"),
                        Transcript.Options.AUTO,
                        new Transcript.Timing(Duration.ZERO, Duration.ZERO)),
                utterances,
                List.of(),
                List.of());
    }

    /** Segments share subtitles, which have two rows, and widths at which words are broken. */
    @Test
    void anUnchangedFileChangesNothing() {
        Property.forAll(600, random -> {
            Transcript before = of(random.nextInt(3) == 0 ? RandomSpeech.utterances(random, 6) : spoken(random));
            assertUnchanged(before, random.nextInt(3) == 0 ? CueRules.DEFAULT : width(26 + random.nextInt(17)));
        });
    }

    @Test
    void whereALineEndsTheSegmentSaysWhetherThereIsABlank() {
        Map<String, List<String>> texts = Map.of(
                "Chinese",
                List.of("用Kubernetes来部署，2024年3月我们用 GPU 来测试。他说“好的”", "“OK”，再说API。"),
                "Japanese",
                List.of("ユーザーのデータをサーバーへ送るコーヒー", "3ページです。データー", "Googleのスーパー"),
                "Thai",
                List.of("สวัสดีครับวันนี้ เราประชุมกันที่นี่", "10คนใช้Zoom"),
                "Korean",
                List.of("안녕하세요 여러분. 오늘은 API를 회의합니다.", "3개 네, 예산과 인력"),
                "English",
                List.of(
                        "Run the same",
                        "example. Outputs are at www.example.com/some/where/else.html",
                        "so, so so",
                        "well"));
        texts.forEach((language, segments) -> {
            for (int width = 24; width <= 42; width++) {
                assertUnchanged(of(inARow(segments, language)), width(width));
            }
        });
    }

    /** Number and quotation marks are one word in the file, of three segments. */
    @Test
    void aSegmentOfOneWordMayStickToBothNeighbours() {
        assertUnchanged(
                of(inARow(List.of("（的“好的”API）“好的”", "202450%GPU2024", "“好的”部署来），", "50%“好的”，"), "Chinese")),
                CueRules.DEFAULT);
    }

    /** Subtitles end where segments do not: a phrase said twice must not be taken for the end of the segment. */
    @Test
    void aLineEndDoesNotMoveWordsToAnotherSegment() {
        List<String> segments = List.of(
                "Well, we have to go we have to go", "she said again. Run the same", "example. Outputs are there.");
        for (String[] subtitles : new String[][] {
            {"Well, we have to go", "we have to go she said again. Run the same example.", "Outputs are there."},
            {"Well, we have to go we have to go she", "said again. Run the", "same", "example. Outputs are there."}
        }) {
            assertEquals(segments, texts(segments, subtitles(subtitles)));
        }
    }

    /** A subtitle that lasts into the next segment, or has wrong times, stands between two others all the same. */
    @Test
    void whateverSubtitlesAreAddedNoWordIsLost() {
        Property.forAll(200, random -> {
            List<String> segments = sentences(random, 2 + random.nextInt(8)).stream()
                    .map(sentence -> sentence + " " + sentences(random, 1).get(0))
                    .toList();
            Transcript before = of(inARow(segments, "English"));
            List<CorrectedText.Line> lines = new ArrayList<>(CorrectedText.parse(TranscriptWriter.write(
                            before, Format.SRT, Layout.of("a.wav").with(new Subtitles(width(26), false, List.of()))))
                    .lines());
            int shift = random.nextBoolean() ? 0 : random.nextInt(20_000);
            lines.replaceAll(line -> new CorrectedText.Line(
                    line.text(),
                    line.span()
                            .map(span -> span(
                                    span.start().toMillis() + shift, span.end().toMillis() + shift)),
                    line.row()));
            for (int i = 0; i <= random.nextInt(4); i++) {
                int start = random.nextInt(30_000);
                lines.add(
                        random.nextInt(lines.size() + 1),
                        new CorrectedText.Line(
                                "(new" + i + " music" + i + ")",
                                Optional.of(span(start, start + random.nextInt(25_000))),
                                0));
            }
            List<String> words = new Corrections(before, new CorrectedText(lines))
                    .merged().transcript().utterances().stream()
                            .map(utterance -> utterance.text().replaceAll("\\(new\\d+ music\\d+\\)", " "))
                            .map(text -> text.strip().replaceAll(" +", " "))
                            .toList();
            assertEquals(segments, words);
        });
    }

    @Test
    void whereWordsWereChangedThereIsABlankBetweenRows() {
        assertEquals(
                List.of("Well, he was ...late again today."),
                texts(List.of("Well, he was too late again today."), subtitles("Well, he was\n...late again today.")));
    }

    @Test
    void subtitlesThatAreRepeatedForEachWordAreOne() {
        List<String> sentences = List.of(
                "Thank you.", "So we looked at it, and then it was clear that the budget is fixed.", "No.", "No.");
        Layout layout = Layout.of("a.wav").with(new Subtitles(CueRules.DEFAULT, true, List.of()));
        String file = TranscriptWriter.write(transcript(sentences), Format.SRT, layout);
        assertTrue(file.contains("<u>budget</u>"), file);
        assertEquals(
                TranscriptWriter.write(transcript(sentences), Format.SRT),
                HighlightedSubtitles.once(file).replace("<u>No.</u>", "No."),
                "a single word is not repeated");
        assertEquals(sentences, texts(sentences, file));
        assertEquals(
                "Thank Ann.", texts(sentences, file.replace("you.", "Ann.")).get(0));
        String web = """
                WEBVTT

                00:00.000 --> 00:01.000
                <v Ann><c.on>Thank</c> you.

                00:01.000 --> 00:05.000
                <v Ann>Thank <c.on>you.</c>

                """;
        assertEquals("WEBVTT\n\n00:00.000 --> 00:05.000\n<v Ann>Thank you.\n\n", HighlightedSubtitles.once(web));
        String odd = "00:00:00,000 --> 00:00:01,000\n<u>A</u> b\n\n2\n00:00:01,000 --> 00:00:02,000\nA <u>b</u>\n";
        assertEquals("00:00:00,000 --> 00:00:02,000\nA b\n", HighlightedSubtitles.once(odd), "the first has no number");
        String twice = "00:00:00,000 --> 00:00:01,000\n<u>No.</u>\n\n00:00:01,000 --> 00:00:02,000\n<u>No.</u>\n";
        assertEquals(twice, HighlightedSubtitles.once(twice), "said twice");
    }

    private static String subtitles(String... texts) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < texts.length; i++) {
            file.append(
                    String.format("%d\n00:00:%02d,000 --> 00:00:%02d,900\n%s\n\n", i + 1, 4 * i, 4 * i + 3, texts[i]));
        }
        return file.toString();
    }

    private static List<Utterance> spoken(Random random) {
        List<String> vocabulary = VOCABULARIES.get(random.nextInt(VOCABULARIES.size()));
        boolean blanks = vocabulary.get(1).equals(" ") || random.nextInt(5) == 0;
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            List<String> words = new ArrayList<>();
            for (int k = 0; k < 1 + random.nextInt(30); k++) {
                words.add(vocabulary.get(2 + random.nextInt(vocabulary.size() - 2)));
            }
            segments.add(String.join(blanks ? " " : "", words));
        }
        return inARow(segments, vocabulary.get(0));
    }

    /** Returns segments without pauses between them, so that subtitles have the end of one and the beginning of the next. */
    private static List<Utterance> inARow(List<String> segments, String language) {
        List<Utterance> utterances = new ArrayList<>();
        Duration start = Duration.ZERO;
        for (String text : segments) {
            Duration end = start.plusMillis(200 + 70L * text.length());
            utterances.add(new Utterance(start, end, language, text, -1, -1, Utterance.Status.OK));
            start = end;
        }
        return utterances;
    }

    private static CueRules width(int width) {
        CueRules rules = CueRules.DEFAULT;
        return new CueRules(
                rules.profile(),
                OptionalInt.of(width),
                rules.lines(),
                rules.speed(),
                rules.minMillis(),
                rules.maxMillis(),
                rules.gapMillis());
    }

    private static void assertUnchanged(Transcript before, CueRules rules) {
        Layout layout = Layout.of("a.wav").with(new Subtitles(rules, false, List.of()));
        for (Format format : FORMATS) {
            String file = TranscriptWriter.write(before, format, layout);
            CorrectedText text = CorrectedText.parse(file).inOrderOf(before);
            Corrections.Outcome outcome = new Corrections(before, text).merged();
            assertEquals(before.utterances(), outcome.transcript().utterances(), format + "\n" + file);
            assertEquals(List.of(), outcome.corrected(), file);
            assertEquals(List.of(), outcome.older(), file);
            assertEquals(List.of(), outcome.unfit(), file);
        }
    }

    private static List<String> texts(List<String> sentences, String file) {
        Corrections corrections = new Corrections(transcript(sentences), CorrectedText.parse(file));
        assertEquals(Optional.empty(), corrections.mismatch());
        return corrections.merged().transcript().utterances().stream()
                .map(Utterance::text)
                .toList();
    }

    /** Bold text, positions, numbers without a blank line above them, soft hyphens: an editor's, not a correction. */
    @Test
    void whatEditorsAddIsNoCorrection() {
        List<String> sentences = List.of("He comes back on Monday.", "Thank you for the long-winded report.");
        for (String file : List.of("""
                1
                00:00:00,000 --> 00:00:05,000
                <i>He</i> comes back on <FONT color="#ff0000">Monday.</FONT>

                2
                00:00:06,000 --> 00:00:11,000
                {\\an8}Thank you for the long-winded report.
                """, """
                1
                00:00:00,000 --> 00:00:05,000
                He comes back on Monday.
                2
                00:00:06,000 --> 00:00:11,000
                Thank you for the long\u2011winded re\u00adport.
                """)) {
            assertEquals(sentences, texts(sentences, file), file);
        }
        assertEquals(
                List.of("He comes back on Friday.", sentences.get(1)),
                texts(sentences, "He comes back on Fri\u00adday.\n\n" + sentences.get(1) + "\n"));
    }

    /** A segment starts at 0:06, and another one says such a time. */
    @Test
    void aTimeAtTheBeginningOfALineOfADocumentMayBeSaid() {
        Transcript before =
                transcript(List.of("Shall we meet?", "Yes, that is fine by me.", "0:06 works for me, too.", "Good."));
        for (String document : List.of(
                "a.wav\nShall we meet?\n0:06 Yes, this is fine by me.\n0:06 works for us, too.\nGood.\n",
                "Shall we meet?\n0:06\nYes, this is fine by me.\n0:06 works for us, too.\nGood.\n")) {
            assertEquals(
                    List.of("Shall we meet?", "Yes, this is fine by me.", "0:06 works for us, too.", "Good."),
                    new Corrections(before, CorrectedText.document(document, before))
                            .merged().transcript().utterances().stream()
                                    .map(Utterance::text)
                                    .toList(),
                    document);
        }
        assertEquals(
                List.of("Shall you meet?", "No.", "No, so no."),
                CorrectedText.document("0:00 Shall you meet?\n0:06 No.\n0:12 No, so no.\n", before).lines().stream()
                        .map(CorrectedText.Line::text)
                        .toList(),
                "most lines begin with a time");
    }

    /** A cough at 0:06 has no words that such a time could stand before. */
    @Test
    void aTimeThatIsSaidIsNoStampOfASegmentWithoutWords() {
        Transcript before = transcript(List.of("Shall we meet?", "", "0:06 works for me, too.", "Good."));
        assertEquals(
                List.of("Shall we meet?", "0:06 works for us, too.", "Good."),
                spoken("Shall we meet?\n0:06\n0:06 works for us, too.\nGood.\n", before));
    }

    @Test
    void timesOfRangesInADocumentAreNoText() {
        Transcript before = transcript(List.of("Shall we meet?", "Yes, that is fine by me.", "Good."));
        String file =
                TranscriptWriter.write(before, Format.TXT, Layout.of("a.wav").withRanges());
        assertTrue(file.startsWith("[00:00:00.000 --> 00:00:05.000]"), file);
        assertEquals(
                List.of("Shall you meet?", "Yes, that is fine by me.", "Good."),
                spoken(file.replace("we", "you"), before));
        String subtitles = TranscriptWriter.write(before, Format.SRT);
        assertEquals(
                CorrectedText.parse(subtitles),
                CorrectedText.document(subtitles, before),
                "the times of subtitles stay");
    }

    private static List<String> spoken(String document, Transcript transcript) {
        return CorrectedText.document(document, transcript).lines().stream()
                .map(CorrectedText.Line::text)
                .toList();
    }

    @Test
    void labelsInsideJoinedSubtitlesAreNoText() {
        String file = "1\n00:00:00,000 --> 00:00:11,000\n[Ada] He comes back.\n[Bob] Bob: hello [Ada]\n";
        assertEquals(
                List.of("He comes back.\nBob: hello [Ada]"),
                CorrectedText.parse(file).withoutNames(List.of("Ada", "Bob")).lines().stream()
                        .map(CorrectedText.Line::text)
                        .toList());
    }

    @Test
    void scriptsWithoutBlanksAreComparedByCharacter() {
        List<String> sentences =
                List.of("\u4eca\u5929\u5929\u6c14\u5f88\u597d\u3002", "\u6211\u4eec\u53bb\u516c\u56ed\u5427\u3002");
        List<String> edited =
                List.of("\u4eca\u5929\u5929\u6c14\u4e0d\u597d\u3002", "\u6211\u4eec\u53bb\u516c\u56ed\u5427\u3002");
        for (Format format : FORMATS) {
            assertEquals(edited, texts(sentences, TranscriptWriter.write(transcript(edited), format)), format.name());
        }
    }

    @Test
    void marksOfHalfWidthKanaAreComparedByCharacter() {
        for (String[] rows : new String[][] {{"ｻｰﾊﾞ", "GPU"}, {"ｺｰﾋｰ｡", "GPUです"}}) {
            List<String> segments = List.of(String.join("", rows));
            assertEquals(segments, texts(segments, subtitles(String.join("\n", rows))));
        }
    }

    @Test
    void aWordPutInAtTheBeginningOfALineBelongsToThatLine() {
        assertEquals(
                List.of("Hello", "Very good day to you"),
                texts(List.of("Hello Bob", "Good day to you"), "Hello\nVery good day to you\n"));
        assertEquals(
                List.of("Hello Bob.", "So good day to you"),
                texts(List.of("Hello Bob.", "Good day to you"), "Hello Bob. So good day to you\n"));
        assertEquals(List.of("Tree."), texts(List.of("Three."), "Tree.\n"), "few words may all be wrong");
    }

    @Test
    void whatAFormatCannotWriteIsNoCorrection() {
        List<String> sentences = List.of(
                "open C:\\new \\{x}", "a --> b is written", "1 < 2 & 3 > 2 is true", "twenty [00:00:01] 5", "00 7");
        for (Format format : FORMATS) {
            assertEquals(
                    sentences, texts(sentences, TranscriptWriter.write(transcript(sentences), format)), format.name());
        }
    }

    @Test
    void oddSubtitlesAreRead() {
        CorrectedText srt = CorrectedText.parse(
                "\uFEFF1\r\n0:00:01,5 --> 00:00:02,000 X1:40\r\nOne\r\n\r\n42\r\n\r\n2\r\n00:00:03.000 --> 00:00:02.000\r\nTwo");
        assertEquals(
                List.of(
                        new CorrectedText.Line("One\n42", Optional.of(span(1500, 2000)), 1),
                        new CorrectedText.Line("Two", Optional.of(span(3000, 3000)), 7)),
                srt.lines());
        CorrectedText vtt = CorrectedText.parse("WEBVTT - x\n\nNOTE\nmine\n\nid\n00:01.000 --> 00:02.000 align:start\n"
                + "<v Ann>One &lt;two&gt;</v>\n\nSTYLE\n::cue {}\n\n01:00:00.000 --> 01:00:01.000\nThree");
        assertEquals(
                List.of(
                        new CorrectedText.Line("One <two>", Optional.of(span(1000, 2000)), 6),
                        new CorrectedText.Line("Three", Optional.of(span(3_600_000, 3_601_000)), 12)),
                vtt.lines());
    }

    private static TimeSpan span(long start, long end) {
        return new TimeSpan(Duration.ofMillis(start), Duration.ofMillis(end));
    }

    @Test
    void aDayOfSpeechIsMatchedInBlocks() {
        Random random = new Random(7);
        List<String> sentences = sentences(random, 10_000);
        List<String> edited = new ArrayList<>(sentences);
        for (int i = 0; i < edited.size(); i += 7) {
            edited.set(i, edited(edited.get(i), random));
        }
        String[] file = TranscriptWriter.write(transcript(edited), Format.TXT).split("(?<=\n)");
        assertEquals(edited, texts(sentences, String.join("", Arrays.asList(file))));
        assertTrue(file.length == sentences.size());
    }

    @Test
    void aLabelWhoseWordsWereRemovedIsNoText() {
        for (String text : List.of("Ada: \nBob: Hello.\n", "Ada:\nBob:\tHello.", "[Ada]\n[Bob] Hello.")) {
            CorrectedText read = CorrectedText.parse(text).withoutNames(List.of("Ada", "Bob"));
            assertEquals(
                    List.of("Hello."),
                    read.lines().stream().map(CorrectedText.Line::text).toList());
        }
    }
}
