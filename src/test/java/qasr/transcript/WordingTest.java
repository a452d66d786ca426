package qasr.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class WordingTest {
    @Test
    void editsCanBeUndone() {
        Property.forAll(500, random -> {
            String raw = "a\ud83d\ude00像b c像像".repeat(random.nextInt(3));
            Wording wording = Wording.of("Chinese", raw);
            for (int i = random.nextInt(6); i > 0; i--) {
                String text = wording.text();
                int points = text.codePointCount(0, text.length());
                int at = random.nextInt(points + 1);
                int length = random.nextInt(points - at + 1);
                String from = text.substring(text.offsetByCodePoints(0, at), text.offsetByCodePoints(0, at + length));
                wording = wording.edited(new Edit("test", at, from, "\ud83d\ude00x".repeat(random.nextInt(2))));
            }
            assertEquals(raw, wording.raw());
            assertEquals(raw, wording.undone());
        });
    }

    @Test
    void anEditThatDoesNotFitIsRefused() {
        Wording wording = Wording.of("English", "coober");
        assertThrows(IllegalArgumentException.class, () -> wording.edited(new Edit("glossary", 1, "coober", "Kube")));
        assertThrows(IllegalArgumentException.class, () -> wording.edited(new Edit("glossary", 7, "", "Kube")));
        assertEquals(
                "Kube",
                wording.edited(new Edit("glossary", 0, "coober", "Kube")).text());
    }
}
