package qasr.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
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
        TextWriter writer = new TextWriter(paragraphs);
        StringBuilder text = new StringBuilder();
        MEETING.forEach(utterance -> text.append(writer.piece(utterance)));
        return text.append(writer.rest(null)).toString();
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
    void otherwiseEachUtteranceIsALine() {
        assertEquals("Good morning.\nIs it on?\nYes it\nis. So\nwe begin.\n好，\n开始。\n完\n", text(Paragraphs.NONE));
    }
}
