package qasr.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;
import qasr.transcript.Edit;
import qasr.transcript.Wording;

final class EditTrailTest {
    @Test
    void editsOfEditsAreOneChange() {
        List<Edit> edits =
                List.of(new Edit("a", 1, "bc", "xyz"), new Edit("b", 3, "zd", "Q"), new Edit("c", 0, "", "!"));
        assertEquals(
                "[Piece[from=, to=!, kinds=[c]], Piece[from=a, to=a, kinds=[]], Piece[from=bcd, to=xyQ, kinds=[a, b]],"
                        + " Piece[from=e, to=e, kinds=[]]]",
                new EditTrail("abcde", edits).pieces().toString());
        assertThrows(IllegalArgumentException.class, () -> new EditTrail("abc", List.of(new Edit("a", 1, "x", "y"))));
    }

    @Test
    void partsWithoutEditsAreUnchangedAtTheirPlace() {
        assertEquals(
                "[Piece[from=ab, to=ab, kinds=[]], Piece[from=cd, to=, kinds=[a]], Piece[from=ef, to=ef, kinds=[]]]",
                new EditTrail("abcdef", List.of(new Edit("a", 2, "cd", "")))
                        .pieces()
                        .toString());
        assertEquals(
                "[Piece[from=abcdef, to=xf, kinds=[a, b]]]",
                new EditTrail("abcdef", List.of(new Edit("a", 1, "bcde", "z"), new Edit("b", 0, "azf", "xf")))
                        .pieces()
                        .toString());
        assertEquals(
                "[Piece[from=ab, to=ab, kinds=[]], Piece[from=, to=!, kinds=[a]]]",
                new EditTrail("ab", List.of(new Edit("a", 2, "", "!"))).pieces().toString());
        assertEquals(
                "[Piece[from=, to=new, kinds=[a]]]",
                new EditTrail("", List.of(new Edit("a", 0, "", "new"))).pieces().toString());
        assertEquals(List.of(), new EditTrail("", List.of()).pieces());
    }

    @Test
    void thePiecesAreTheRawTextAndTheTextNow() {
        Property.forAll(500, random -> {
            String raw = text(random, 12);
            Wording words = Wording.of("", raw);
            for (int i = 0; i < 6; i++) {
                words = words.edited(edit(random, words.text()));
            }
            List<EditTrail.Piece> pieces = new EditTrail(raw, words.edits()).pieces();
            assertEquals(raw, pieces.stream().map(EditTrail.Piece::from).collect(Collectors.joining()));
            assertEquals(words.text(), pieces.stream().map(EditTrail.Piece::to).collect(Collectors.joining()));
            assertEquals(raw, words.undone());
        });
    }

    private static Edit edit(Random random, String text) {
        int length = text.codePointCount(0, text.length());
        int at = random.nextInt(length + 1);
        int end = at + random.nextInt(length - at + 1);
        String from = text.substring(text.offsetByCodePoints(0, at), text.offsetByCodePoints(0, end));
        return new Edit("k" + random.nextInt(3), at, from, text(random, 3));
    }

    private static String text(Random random, int most) {
        return random.ints(random.nextInt(most + 1), 0, 4)
                .mapToObj(i -> List.of("a", "好", "😀", " ").get(i))
                .collect(Collectors.joining());
    }
}
