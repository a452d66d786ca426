package qasr.correct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.output.Format;
import qasr.output.TranscriptWriter;
import qasr.testing.Property;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

final class CorrectionsTest {
    private static final List<Format> FORMATS = List.of(Format.TXT, Format.SRT, Format.VTT);

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
        return new Transcript(
                new Transcript.Source(
                        "a.wav",
                        "",
                        new Transcript.SourceFormat("pcm", 16_000, 1),
                        Duration.ofSeconds(6L * sentences.size())),
                new Transcript.Making(
                        new Transcript.Engine("1", "m", "cpu", "fp32"),
                        Transcript.Options.AUTO,
                        new Transcript.Timing(Duration.ZERO, Duration.ZERO)),
                utterances,
                List.of(),
                List.of());
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
        List<String> sentences = List.of("a --> b is written", "1 < 2 & 3 > 2 is true", "twenty [00:00:01] 5", "00 7");
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
}
