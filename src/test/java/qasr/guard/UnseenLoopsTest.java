package qasr.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.testing.ScriptedNetwork.Line;

/** Tests loops, and real repetitions that look like loops, in several scripts. */
final class UnseenLoopsTest extends UnseenDecoders {
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
                            .mapToObj(UnseenLoopsTest::inWords)
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
    void realRepetitionIsAcceptedAtOnce(String language, String text) {
        int seconds = Math.min(29, Math.max(2, text.length() / 6));
        List<GuardedResult> passages = decode(seconds, GuardSettings.all(), request -> line(language, text));
        assertEquals(text.strip(), text(passages));
        assertEquals(List.of(), passages.get(0).flags());
        assertEquals(GuardedResult.Ending.COMPLETE, passages.get(0).ending());
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
    void decodingStopsAfterAFewRepeatsOfALoop(String language, String period) {
        String before = decodedLength(language) == 3 ? "我们开始吧。" : "Let us begin. ";
        List<GuardedResult> passages = decode(
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
        List<GuardedResult> passages = decode(24, GuardSettings.all(), request -> {
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
        List<GuardedResult> passages = decode(29, GuardSettings.all(), request -> line("English", loop));
        assertTrue(passages.stream().allMatch(p -> p.ending() == GuardedResult.Ending.TRUNCATED), passages.toString());
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
        List<GuardedResult> passages = decode(240, GuardSettings.all(), request -> line("Thai", text));
        assertEquals(List.of(), passages.get(0).flags());
    }

    @Test
    void whatWasSaidBeforeALoopIsKept() {
        String before = "We agreed to meet again on Friday, and Anna is going to write it down for everybody. ";
        for (String redo : List.of("language None<asr_text>", "language English<asr_text>")) {
            List<GuardedResult> passages = decode(
                    12,
                    GuardSettings.all(),
                    request ->
                            whole(request, 12) ? line("English", before + "Thank you. ".repeat(300)) : new Line(redo));
            assertEquals(before + "Thank you.", text(passages));
            assertEquals(GuardedResult.Ending.TRUNCATED, passages.get(0).ending());
            assertTrue(passages.get(0).flags().contains("loop_cut"));
            assertTrue(passages.get(0).said().startsWith(before + "Thank you. Thank you."));
        }
    }

    @Test
    void aLoopFromTheFirstWordLeavesNoText() {
        List<GuardedResult> passages = decode(
                12,
                GuardSettings.all(),
                request -> whole(request, 12) ? line("Chinese", "像".repeat(119)) : new Line("language None<asr_text>"));
        assertEquals("|", text(passages));
        assertTrue(passages.stream().allMatch(p -> p.ending() == GuardedResult.Ending.NO_SPEECH));
        assertTrue(passages.stream().allMatch(p -> p.flags().contains("loop")));
    }

    @Test
    void aLoopLateInAChunkLeavesWhatCameBefore() {
        List<GuardedResult> passages = decode(28, GuardSettings.all(), request -> {
            String truth = "The first twenty seconds are about the budget, and then about the people we need for it, "
                    + "and last about the room. ";
            return whole(request, 28)
                    ? line("English", truth + "Yeah. ".repeat(200))
                    : line(
                            "English",
                            request.waveform().seconds() > 10 ? "A half of it, all right." : "A piece of it.");
        });
        assertTrue(passages.size() >= 2);
        assertTrue(passages.stream().allMatch(p -> p.ending() == GuardedResult.Ending.COMPLETE), passages.toString());
    }
}
