package qasr.correct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.output.Format;
import qasr.output.Layout;
import qasr.output.TranscriptWriter;
import qasr.subtitle.CueRules;
import qasr.subtitle.Subtitles;
import qasr.testing.Property;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

final class SpokenOrderTest {
    private static final List<String> NAMES = List.of("Ada", "Bob", "Bo");

    /** Words of random speech: some are said again and again. */
    private enum Vocabulary {
        ENGLISH(
                "English",
                " ",
                40,
                "yes no right well, well-known so then follow the river to that mill, and turn at it again because of"
                        + " this bridge: nobody knows where we are going tomorrow Ada",
                "word%d"),
        CHINESE("Chinese", "", 130, "好的 对， 不是 我们 这个 计划 大家 今天 看看 好不好 明年 再看 预算， 都 放到 Kubernetes 上面 GPU", "第%d天"),
        THAI(
                "Thai",
                "",
                60,
                "ครับ ค่ะ ใช่ ไม่ เรา แผน นี้ ดี วันนี้ ประชุม งบประมาณ ปีหน้า ดู อีกครั้ง Kubernetes GPU",
                "วันที่%dนะ");

        private final String language;
        private final String blank;
        private final int pace;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> often;

        private final String seldom;

        Vocabulary(String language, String blank, int pace, String often, String seldom) {
            this.language = language;
            this.blank = blank;
            this.pace = pace;
            this.often = List.of(often.split(" "));
            this.seldom = seldom;
        }

        String text(Random random) {
            List<String> words = new ArrayList<>();
            int count = 1 + random.nextInt(random.nextBoolean() ? 3 : 30);
            for (int k = 0; k < count; k++) {
                words.add(
                        random.nextInt(3) == 0
                                ? often.get(random.nextInt(often.size()))
                                : seldom.formatted(random.nextInt(200)));
            }
            return String.join(blank, words) + (random.nextBoolean() ? "." : "?");
        }

        /** Returns the milliseconds of a character. */
        int pace(Random random) {
            return pace + random.nextInt(50);
        }
    }

    private static Utterance said(String speaker, int start, int end, String text) {
        return said("", speaker, start, end, text);
    }

    private static Utterance said(String channel, String speaker, int start, int end, String text) {
        return said(channel, speaker, "English", start, end, text);
    }

    private static Utterance said(String channel, String speaker, String language, int start, int end, String text) {
        return new Utterance(
                new Place(
                        new TimeSpan(Duration.ofMillis(start), Duration.ofMillis(end)),
                        Place.Timing.VAD,
                        channel,
                        speaker),
                Wording.of(language, text),
                new Confidence(-0.1, -1, List.of()),
                Outcome.of(Utterance.Status.OK),
                List.of());
    }

    private static Transcript of(List<Utterance> utterances) {
        return new Transcript(
                new Transcript.Source(
                        "a.wav", "", new Transcript.SourceFormat("pcm", 16_000, 2), Duration.ofSeconds(20)),
                new Transcript.Making(
                        new Transcript.Engine("1", "m", "cpu", "fp32"),
                        Transcript.Options.AUTO,
                        new Transcript.Timing(Duration.ZERO, Duration.ZERO)),
                utterances,
                List.of(),
                List.of());
    }

    private static Transcript call(List<String> names) {
        return of(List.of(
                said(
                        names.get(0),
                        0,
                        9000,
                        "So the budget is fixed, and the plan is what we said in May; nobody"
                                + " has to come back to it before the end of the year."),
                said(names.get(1), 2500, 2900, "Yes."),
                said(names.get(1), 5000, 8000, "No, wait, that is not right."),
                said(names.get(0), 13_000, 15_000, "Let me finish, please.")));
    }

    private static List<String> corrected(Transcript transcript, String file) {
        CorrectedText text = CorrectedText.parse(file).inOrderOf(transcript).withoutNames(List.of("Ada", "Bob"));
        return new Corrections(transcript, text)
                .merged().transcript().utterances().stream()
                        .map(Utterance::text)
                        .toList();
    }

    /** Each speaker's corrections come back to their own segments, and an unchanged file changes nothing. */
    @Test
    void correctionsFindTheirSpeaker() {
        Transcript call = call(List.of("Ada", "Bob"));
        for (Format format : List.of(Format.SRT, Format.VTT)) {
            String file = TranscriptWriter.write(call, format);
            List<Utterance> unchanged = new Corrections(
                            call, CorrectedText.parse(file).inOrderOf(call).withoutNames(List.of("Ada", "Bob")))
                    .merged()
                    .transcript()
                    .utterances();
            assertEquals(call.utterances(), unchanged, format.name());
            assertEquals(
                    List.of(
                            "So the purse is fixed, and the plan is what we said in May; nobody has to come back to it"
                                    + " before the end of the year.",
                            "Yeah.",
                            "No, stop, that is not right.",
                            "Let me end, please."),
                    corrected(
                            call,
                            file.replace("budget", "purse")
                                    .replace("Yes", "Yeah")
                                    .replace("wait", "stop")
                                    .replace("finish", "end")),
                    format + "\n" + file);
        }
    }

    /** Not all formats keep the blanks in a name. */
    @Test
    void namesWithOtherBlanksAreNoText() {
        for (String name : List.of("Dr.\u00a0Lee", "Ann  Lee", "\u00a0Ann\u2003Lee")) {
            Transcript call =
                    of(List.of(said(name, 0, 3000, "Good morning."), said("Bob", 4000, 8000, "Good morning, all.")));
            for (Format format : List.of(Format.TXT, Format.SRT, Format.VTT)) {
                CorrectedText file = CorrectedText.parse(TranscriptWriter.write(call, format));
                assertEquals(
                        List.of("Good morning.", "Good morning, all."),
                        file.withoutNames(List.of(name, "Bob")).lines().stream()
                                .map(CorrectedText.Line::text)
                                .toList(),
                        name + format);
            }
            assertEquals(
                    List.of("Good morning.", "Good morning, all."),
                    CorrectedText.document(TranscriptWriter.write(call, Format.TXT), call).lines().stream()
                            .map(CorrectedText.Line::text)
                            .toList(),
                    name);
        }
    }

    @Test
    void aNameWithAColonIsNoTextOfADocument() {
        Transcript call = of(List.of(
                said("Witness: Smith", 0, 3000, "Good morning."),
                said("Dr. Lee: MD", 4000, 8000, "Good morning, all.")));
        assertEquals(
                List.of("Good morning.", "Good morning, all."),
                CorrectedText.document(TranscriptWriter.write(call, Format.TXT), call).lines().stream()
                        .map(CorrectedText.Line::text)
                        .toList());
    }

    /** Ada reads the display of a telephone aloud. */
    @Test
    void anotherNameThatIsSaidIsText() {
        Transcript call = of(List.of(
                said("Ada", 0, 5000, "Bob: unknown, that is what it says."), said("Bob", 6000, 8000, "That is me.")));
        for (Format format : List.of(Format.TXT, Format.SRT, Format.VTT)) {
            assertUnchanged(call, TranscriptWriter.write(call, format));
        }
    }

    @Test
    void dashesAreNoText() {
        Transcript call = call(List.of("", ""));
        String file = "1\n00:00:02,400 --> 00:00:04,700\n- and the plan is what they said\n- Yes.\n";
        assertEquals("Yes.", corrected(call, file).get(1));
    }

    /** The corrected answer is a word of the other's long turn, but of another time. */
    @Test
    void aCorrectedRowStaysWithTheSpeakerOfItsTime() {
        String[][] calls = {
            {"So there is no plan that I know of,", "and we shall see about it in May.", "Yes.", "No."},
            {"我们在公司看过再说，", "大家看看这个计划好不好。", "我再看看。", "我在看看。"}
        };
        for (String[] texts : calls) {
            for (String[] names : new String[][] {{"", ""}, {"left", "right"}}) {
                Transcript call = of(List.of(
                        said("1", names[0], 0, 20_000, texts[0] + (texts[0].endsWith(",") ? " " : "") + texts[1]),
                        said("2", names[1], 12_000, 12_400, texts[2])));
                String file = "WEBVTT\n\n00:00.000 --> 00:05.000\n<v left>" + texts[0]
                        + "\n\n00:12.000 --> 00:12.400\n<v right>" + texts[3]
                        + "\n\n00:14.000 --> 00:20.000\n<v left>" + texts[1] + "\n";
                assertEquals(
                        List.of(call.utterances().get(0).text(), texts[3]), corrected(call, file), "voice " + names[0]);
            }
        }
    }

    /** The other one says the same word just then. */
    @Test
    void aVoiceTellsWhoseTheRowIs() {
        Transcript call = of(List.of(
                said("1", "left", 0, 8000, "So there is a plan that I know of and no, we shall see."),
                said("2", "right", 5000, 5400, "Yes.")));
        String file = """
                WEBVTT

                00:00.000 --> 00:04.900
                <v left>So there is a plan that I know of

                00:05.000 --> 00:05.400
                <v right>No.

                00:05.500 --> 00:08.000
                <v left>and no, we shall see.
                """;
        assertEquals(List.of(call.utterances().get(0).text(), "No."), corrected(call, file));
        assertEquals(
                call.utterances().stream().map(Utterance::text).toList(),
                corrected(call, file.replace("No.", "Yes.").replace("<v right>", "<v Speaker 2>")),
                "a name that the transcript does not have");
    }

    /** "So ... then" is in the long turn before, too, which has ended just before. */
    @Test
    void aCorrectedRowDoesNotGoBackToTheTurnBefore() {
        Transcript call = of(List.of(
                said(
                        "1",
                        "Ada",
                        0,
                        20_000,
                        "So we looked at it, and then it was clear that the budget for the next year is fixed,"
                                + " and nobody has to come back to it before the end of the whole project."),
                said("2", "Bob", 18_000, 19_500, "I see, thank you."),
                said("1", "Ada", 20_200, 22_000, "Okay then.")));
        String file = TranscriptWriter.write(call, Format.SRT).replace("Okay", "So");
        assertEquals(
                List.of(call.utterances().get(0).text(), "I see, thank you.", "So then."), corrected(call, file), file);
    }

    /** The short answer is a word of the long segment, too. */
    @Test
    void aDashedRowIsOfAnotherSegmentThanTheRowAbove() {
        Transcript call = of(List.of(
                said("1", "", 0, 6000, "Now turn right at the bridge and then follow the river to the mill."),
                said("2", "", 3000, 3500, "Right.")));
        for (Format format : List.of(Format.SRT, Format.VTT)) {
            String file = TranscriptWriter.write(call, format);
            assertTrue(file.contains("- Right."), file);
            assertUnchanged(call, file);
        }
    }

    /** The answer shows more than half a second after it was said, when only the other one speaks. */
    @Test
    void aRowWithANameThatShowsLateStaysWithItsSpeaker() {
        Transcript call = of(List.of(
                said("", "Ada", "Chinese", 0, 8000, "我们把服务都放到Kubernetes上面，明年再看预算。"),
                said("", "Bob", "Chinese", 200, 3700, "这个计划大家今天看看好不好"),
                said("", "Bob", "Chinese", 4400, 4800, "好的")));
        for (Format format : List.of(Format.SRT, Format.VTT)) {
            assertUnchanged(call, TranscriptWriter.write(call, format));
        }
    }

    /** Without names, the vocabulary has to tell who says what. */
    @Test
    void anUnchangedFileChangesNothing() {
        Property.forAll(300, random -> assertUnchanged(random, call(random, Vocabulary.ENGLISH, 2, random.nextInt(3))));
    }

    @Test
    void anUnchangedFileOfACallWithNamesChangesNothing() {
        Property.forAll(300, random -> {
            Vocabulary vocabulary = Vocabulary.values()[random.nextInt(Vocabulary.values().length)];
            int people = 2 + random.nextInt(2);
            assertUnchanged(random, call(random, vocabulary, people, people));
        });
    }

    private static void assertUnchanged(Random random, List<Utterance> utterances) {
        Transcript call = of(utterances);
        CueRules rules = CueRules.DEFAULT;
        Layout layout = Layout.of("a.wav")
                .with(new Subtitles(
                        new CueRules(
                                rules.profile(),
                                OptionalInt.of(26 + random.nextInt(30)),
                                2 + random.nextInt(2),
                                rules.speed(),
                                rules.minMillis(),
                                rules.maxMillis(),
                                rules.gapMillis()),
                        false,
                        List.of()));
        for (Format format : List.of(Format.SRT, Format.VTT)) {
            assertUnchanged(call, TranscriptWriter.write(call, format, layout));
        }
    }

    /** People speak in their own channels, as if they were alone; the first ones have names. */
    private static List<Utterance> call(Random random, Vocabulary vocabulary, int people, int named) {
        List<Utterance> utterances = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            int clock = random.nextInt(4000);
            while (clock < 40_000) {
                String text = vocabulary.text(random);
                int end = clock + text.length() * vocabulary.pace(random);
                utterances.add(said(
                        "" + person, person < named ? NAMES.get(person) : "", vocabulary.language, clock, end, text));
                clock = end + (random.nextInt(3) == 0 ? 0 : random.nextInt(6000));
            }
        }
        utterances.sort(Comparator.comparing(Utterance::start));
        return utterances;
    }

    private static void assertUnchanged(Transcript call, String file) {
        Corrections.Outcome outcome =
                new Corrections(call, CorrectedText.parse(file).inOrderOf(call).withoutNames(NAMES)).merged();
        assertEquals(
                call.utterances().stream().map(Utterance::text).toList(),
                outcome.transcript().utterances().stream().map(Utterance::text).toList(),
                file);
        assertEquals(List.of(), outcome.unfit(), file);
    }
}
