package qasr.subtitle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Word;
import qasr.transcript.Wording;

/** Random utterances with word times, in many scripts, at any pace, with pauses anywhere. */
public final class RandomSpeech {
    /** The language, the text between words, and words. */
    private static final String[][] VOCABULARIES = {
        {
            "Chinese",
            "",
            "今",
            "天",
            "会议",
            "我们",
            "讨论",
            "三个",
            "问题",
            "。",
            "，",
            "！",
            "预算",
            "12",
            "万",
            "元",
            "（",
            "）",
            "「",
            "」",
            "第",
            "页",
            "……",
            "啊",
            "iPhone",
            "Qwen3-ASR",
            "、",
            "𠮷"
        },
        {
            "English",
            " ",
            "the",
            "of",
            "a",
            "meeting",
            "is",
            "about",
            "2,026",
            "budget,",
            "long-winded?",
            "it's",
            "Mr.",
            "fine.",
            "(so)",
            "e.g.",
            "12",
            "km",
            "extraordinarily",
            "well",
            "and",
            "e\u0301te\u0301",
            "--"
        },
        {
            "Japanese",
            "",
            "これ",
            "は",
            "テスト",
            "です",
            "。",
            "、",
            "ちょっと",
            "待って",
            "ください",
            "データベース",
            "ー",
            "3",
            "ページ",
            "ヶ月",
            "ヴァ",
            "っ",
            "「",
            "」",
            "が\u3099",
            "東京都",
            "Wi-Fi"
        },
        {
            "Arabic",
            " ",
            "مرحبا",
            "بالعالم،",
            "هل",
            "تسمعني؟",
            "اترك",
            "رسالة",
            "بَعْدَ",
            "النغمة",
            "من",
            "فضلك.",
            "\u200fو"
        },
        {"Korean", " ", "안녕하세요", "여러분", "오늘은", "3", "개", "예산과", "인력", "배치에", "대해서", "이야기하려고", "합니다.", "자료를,"},
        {"Thai", "", "สวัสดีครับ", "กรุณา", "ฝาก", "ข้อความ", "หลัง", "เสียง", "สัญญาณ", " ", "น้ำ", "ที่นี่"},
        {
            "",
            " ",
            "😀",
            "👨\u200d👩\u200d👧",
            "🇩🇪🇫🇷",
            "ok",
            "👍🏽",
            "1️⃣",
            "❤️",
            "好",
            "हाँ।",
            "-->",
            "<b>",
            "&",
            "\"",
            "{\\an8}"
        }
    };

    private RandomSpeech() {}

    /** Returns utterances in order, without overlaps. */
    public static List<Utterance> utterances(Random random, int most) {
        List<Utterance> utterances = new ArrayList<>();
        long clock = random.nextInt(2000);
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            String[] vocabulary = VOCABULARIES[random.nextInt(VOCABULARIES.length)];
            Utterance utterance = utterance(random, vocabulary, clock);
            utterances.add(utterance);
            clock = utterance.end().toMillis() + (random.nextInt(3) == 0 ? 0 : random.nextInt(3000));
        }
        return utterances;
    }

    private static Utterance utterance(Random random, String[] vocabulary, long start) {
        List<Word> words = new ArrayList<>();
        int pace = 40 + random.nextInt(200);
        long clock = start;
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            String text = vocabulary[2 + random.nextInt(vocabulary.length - 2)];
            String joined = i + 1 < count ? text + vocabulary[1] : text;
            boolean marks = text.codePoints().noneMatch(RandomSpeech::isSaid);
            if (marks && !words.isEmpty()) {
                Word last = words.remove(words.size() - 1);
                words.add(new Word(last.text() + joined, last.span(), OptionalDouble.empty(), false));
                continue;
            }
            long length = random.nextInt(20) == 0 ? 0 : (long) text.codePointCount(0, text.length()) * pace;
            words.add(new Word(joined, span(clock, clock + length), OptionalDouble.empty(), false));
            clock += length + (random.nextInt(8) == 0 ? random.nextInt(1500) : random.nextInt(30));
        }
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(word.text()));
        long end = words.get(words.size() - 1).span().end().toMillis();
        return new Utterance(
                new Place(span(start, Math.max(end, start + 1)), Place.Timing.ALIGNED, "", ""),
                Wording.of(vocabulary[0], text.toString()),
                new Confidence(-0.1, -1, List.of()),
                Outcome.of(Utterance.Status.OK),
                words);
    }

    /** Punctuation belongs to the word before it; pictures can be words. */
    private static boolean isSaid(int point) {
        return Character.isLetterOrDigit(point) || Character.getType(point) == Character.OTHER_SYMBOL;
    }

    private static TimeSpan span(long start, long end) {
        return new TimeSpan(Duration.ofMillis(start), Duration.ofMillis(end));
    }
}
