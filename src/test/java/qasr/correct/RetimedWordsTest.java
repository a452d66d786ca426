package qasr.correct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.Property;
import qasr.transcript.Confidence;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Word;
import qasr.transcript.Wording;

final class RetimedWordsTest {
    private static Utterance utterance(List<String> texts) {
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            words.add(Word.of(
                    texts.get(i), new TimeSpan(Duration.ofMillis(1000L * i), Duration.ofMillis(1000L * i + 900))));
        }
        return new Utterance(
                new Place(new TimeSpan(Duration.ZERO, Duration.ofSeconds(texts.size())), Place.Timing.ALIGNED, "", ""),
                Wording.of("English", String.join("", texts)),
                Confidence.NONE,
                Outcome.of(Utterance.Status.OK),
                words);
    }

    private static String shown(Utterance utterance) {
        return utterance.words().stream()
                .map(word -> word.text() + word.span().start().toMillis() + "-"
                        + word.span().end().toMillis() + (word.adjusted() ? "*" : ""))
                .collect(Collectors.joining("|"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "Ask Mr Braun today.; Ask 0-900|Mr 1000-1900|Braun 2000-2900*|today.3000-3900",
                "Ask Mr Van Braun today.; Ask 0-900|Mr 1000-1900|Van 2000-2337*|Braun 2337-2900*|today.3000-3900",
                "Ask him today.; Ask 0-900|him 1000-2900*|today.3000-3900",
                "Ask today.; Ask 0-900|today.3000-3900",
                "Ask Mr Brown today!; Ask 0-900|Mr 1000-1900|Brown 2000-2900|today!3000-3900*",
                "Please ask Mr Brown today.; \"Please 0-600*|ask 600-900*|Mr 1000-1900|Brown 2000-2900|today.3000-3900\"",
                "王明; 王0-1950*|明1950-3900*"
            })
    void correctedWordsShareTheTimeOfTheWordsThatTheyReplace(String text, String words) {
        Utterance corrected = RetimedWords.corrected(utterance(List.of("Ask ", "Mr ", "Brown ", "today.")), text);
        assertEquals(text, corrected.text());
        assertEquals(words, shown(corrected));
        assertEquals("Ask Mr Brown today.", corrected.wording().raw());
    }

    @Test
    void anyCorrectionKeepsTheWordsInOrderInsideOfTheSegment() {
        List<String> vocabulary = List.of("a", "Brown", "it's", "王", "明", "。", "-", "...", "3", "مرحبا", "(", " ");
        Property.forAll(500, random -> {
            List<String> before = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(6); i++) {
                before.add(vocabulary.get(random.nextInt(vocabulary.size())) + (random.nextBoolean() ? " " : ""));
            }
            String text = random.ints(random.nextInt(8), 0, vocabulary.size())
                    .mapToObj(i -> vocabulary.get(i) + (i % 2 == 0 ? " " : ""))
                    .collect(Collectors.joining());
            Utterance corrected = RetimedWords.corrected(utterance(before), text);
            assertEquals(text, corrected.text());
            Duration last = Duration.ZERO;
            for (Word word : corrected.words()) {
                assertTrue(word.span().start().compareTo(last) >= 0, shown(corrected));
                last = word.span().end();
            }
            assertTrue(last.compareTo(corrected.end()) <= 0);
            assertTrue(text.isBlank() || !corrected.words().isEmpty());
        });
    }
}
