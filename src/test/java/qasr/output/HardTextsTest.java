package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import qasr.subtitle.Cue;
import qasr.subtitle.CueCheck;
import qasr.subtitle.SubtitleFile;
import qasr.subtitle.Subtitles;
import qasr.subtitle.Violation;
import qasr.text.Language;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Word;
import qasr.transcript.Wording;

/**
 * Texts with markup of subtitle formats, in scripts that break in other ways, with and without word times: FFmpeg and our own reader
 * find them again, and a file breaks the rules that its subtitles break.
 */
final class HardTextsTest {
    private static final long START = 160;

    @TempDir
    Path folder;

    private static Stream<Transcript> transcripts() {
        List<Transcript> all = new ArrayList<>();
        String[][] texts = {
            {
                "English",
                "<i>so</i> {\\an8} {Y:b} {y} {} <> --> & &amp; &lt; \\N \\h \\n \\{z\\} a<b c>d <!-- x --> [00:12.00]x"
            },
            {
                "English",
                "[00:12.00]line <00:01.00>two NOTE WEBVTT 1 00:00:01,000 --> 00:00:02,000 \"x\" {\\k50}a}b{c {{ }} end\\"
            },
            {
                "English",
                "one\ntwo\r\n\n5\n00:00:01,000 --> 00:00:02,000\nfour\tfive\u2028six \u0085: 5\u0085km \u0085 12\n\nkm and"
            },
            {"English", "No. ".repeat(40)},
            {"English", "see https://example.org/a/very/long/path?with=query&and=more#fragment-which-is-long or not"},
            {"Chinese", "请访问https://www.example.com/path/to/something/really/long?x=1&y=2。谢谢".repeat(2)},
            {"Chinese", "他说：“你好！”（停顿……）《红楼梦》第120回，价格3.5元；2024年12月31日，20%的人——包括我——都𠮷𠀋𡃁".repeat(3)},
            {"Chinese", "我们今天讨论预算问题然后把三百二十五万元的费用分给十五个部门大家都觉得还可以继续".repeat(5)},
            {"Japanese", "ちょっと待ってデータベースのスーパーコンピューターーーで3ヶ月間、「っ」とかァィゥェォとか。（笑）".repeat(3)},
            {"Korean", "가나다라마바사아자차카타파하".repeat(6) + " 안녕하세요 3 개"},
            {"Thai", "สวัสดีครับวันนี้เราจะมาพูดคุยเกี่ยวกับงบประมาณ น้ำท่วมที่กรุงเทพฯ 25 คน ".repeat(3)},
            {
                "Arabic",
                "\u200fمرحبا، هل تسمعني؟ لدينا 25% من 1,234 \u206612\u2069 (أي ٢٠٢٤) \u200eQwen3\u200f و\u202bنص\u202c؛ بَعْدَ. "
                        .repeat(3)
            },
            {"Hindi", "नमस्ते आज हम बजट के बारे में बात करेंगे। क्षत्रिय १२३ रुपये, और फिर? ".repeat(3)},
            {
                "",
                "👨\u200d👩\u200d👧\u200d👦🇩🇪🇫🇷🏳️\u200d🌈👍🏽1️⃣ ok e\u0301\u0323 a".repeat(4)
                        + "\u0301".repeat(40)
            }
        };
        for (String[] each : texts) {
            for (boolean timed : new boolean[] {false, true}) {
                all.add(transcript(each[0], each[1], timed ? words(each[1]) : List.of()));
            }
        }
        return all.stream();
    }

    private static Transcript transcript(String language, String text, List<Word> words) {
        long end = words.isEmpty()
                ? START + 60_000
                : words.get(words.size() - 1).span().end().toMillis();
        Utterance utterance = new Utterance(
                new Place(span(START, end), Place.Timing.ALIGNED, "", ""),
                Wording.of(language, text),
                Confidence.NONE,
                Outcome.of(Utterance.Status.OK),
                words);
        return Transcripts.of(Duration.ofMillis(end + 500), List.of(utterance));
    }

    /** Words of 310 ms; a pause of 0.7 s before each ninth. Markup may begin in one word and end in the next. */
    private static List<Word> words(String text) {
        BreakIterator boundaries = BreakIterator.getWordInstance(ULocale.ROOT);
        boundaries.setText(text);
        List<Word> words = new ArrayList<>();
        long clock = START;
        for (int from = 0, to = boundaries.next(); to != BreakIterator.DONE; from = to, to = boundaries.next()) {
            clock += words.size() % 9 == 8 ? 700 : 0;
            words.add(Word.of(text.substring(from, to), span(clock, clock + 310)));
            clock += 310;
        }
        return words;
    }

    private static TimeSpan span(long start, long end) {
        return new TimeSpan(Duration.ofMillis(start), Duration.ofMillis(end));
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void eachFormatShowsTheWholeText(Transcript transcript) throws Exception {
        Utterance utterance = transcript.utterances().get(0);
        for (Subtitles subtitles : List.of(Subtitles.DEFAULT, Subtitles.DEFAULT.withWordTimes())) {
            List<String> texts = bare(subtitles.cues(transcript));
            assertEquals(bare(utterance.text()), String.join("", texts));
            for (Format format : List.of(Format.SRT, Format.VTT, Format.ASS, Format.LRC)) {
                Path file = folder.resolve("a." + format.extension());
                Files.writeString(
                        file,
                        TranscriptWriter.write(
                                transcript, format, Layout.of("x").with(subtitles)));
                List<String> shown = FormatReadersTest.read(file).stream()
                        .map(each -> bare(FormatReadersTest.bare(each.text())))
                        .toList();
                // This helper also leaves out what is a time stamp in WebVTT.
                assertEquals(
                        texts.stream()
                                .map(text -> text.replaceAll("<\\d[\\d:.]+>", ""))
                                .toList(),
                        shown.stream()
                                .map(text -> text.replaceAll("<\\d[\\d:.]+>", ""))
                                .toList(),
                        format.toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void aFileBreaksTheRulesThatItsSubtitlesBreak(Transcript transcript) {
        String language =
                Language.named(transcript.utterances().get(0).language()).code();
        for (boolean highlight : new boolean[] {false, true}) {
            Subtitles subtitles = new Subtitles(Subtitles.DEFAULT.rules(), highlight, !highlight, List.of());
            List<Cue> cues = subtitles.cues(transcript);
            List<String> broken = subtitles.violations(transcript).stream()
                    .map(HardTextsTest::rule)
                    .toList();
            for (Format format : List.of(Format.SRT, Format.VTT, Format.ASS)) {
                String file = TranscriptWriter.write(
                        transcript, format, Layout.of("x").with(subtitles));
                List<Cue> read = SubtitleFile.read(file, language);
                assertEquals(bare(cues), bare(read), format.toString());
                List<String> found = CueCheck.violations(read, subtitles.rules(), List.of()).stream()
                        .map(HardTextsTest::rule)
                        .toList();
                // Times in hundredths of a second may hide a violation, but may not add one.
                assertTrue(broken.containsAll(found), found + " in " + format + ", but " + broken);
                assertTrue(format == Format.ASS || found.containsAll(broken), broken + " not in " + format);
            }
        }
    }

    private static String rule(Violation violation) {
        return violation.cue() + " " + violation.rule();
    }

    /** An address has breaks after its slashes, and a full stop stays with it. */
    @Test
    void anAddressThatIsTooLongIsBrokenBetweenItsParts() {
        List<Transcript> all = transcripts().toList();
        for (Transcript transcript : all.subList(8, 12)) {
            for (Cue cue : Subtitles.DEFAULT.cues(transcript)) {
                for (String line : cue.texts()) {
                    assertTrue(line.length() <= 42, line);
                    assertFalse(line.startsWith("/") || line.startsWith("。") || line.startsWith("."), line);
                }
            }
        }
    }

    /** Without times of words, the backslash and the name behind it are two words. */
    @Test
    void aBackslashAndTheNextWordAreParted() {
        Transcript transcript = Transcripts.of(
                Duration.ofSeconds(4),
                List.of(new Utterance(
                        Duration.ZERO,
                        Duration.ofSeconds(4),
                        "English",
                        "It is in C:\\New folder.",
                        -1,
                        -1,
                        Utterance.Status.OK)));
        for (Subtitles subtitles : List.of(Subtitles.DEFAULT, Subtitles.DEFAULT.withWordTimes())) {
            for (Format format : List.of(Format.SRT, Format.VTT)) {
                String file = TranscriptWriter.write(
                        transcript, format, Layout.of("x").with(subtitles));
                assertTrue(file.replaceAll("<[\\d:.]+>", "").contains(" C:\\\u2060New folder."), file);
            }
        }
    }

    private static List<String> bare(List<Cue> cues) {
        return cues.stream().map(cue -> bare(cue.text())).toList();
    }

    private static String bare(String text) {
        return text.replaceAll("[\\u2060\\u200b]", "").replaceAll("(?U)\\s", "");
    }
}
