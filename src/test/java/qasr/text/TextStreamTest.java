package qasr.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes to characters: the examples of the Unicode Standard (15.0, tables 3-7 to 3-11), and both sides of every limit. */
final class TextStreamTest {
    private static Tokenizer tokenizer;

    @BeforeAll
    static void load(@TempDir Path directory) throws IOException {
        tokenizer = Tokenizer.load(new SmallVocabulary().writeThreeFiles(directory));
    }

    /** In the small vocabulary the first 256 ids are the bytes. */
    private static String decoded(String bytes) {
        byte[] values = HexFormat.of().parseHex(bytes.replace(" ", ""));
        int[] ids = new int[values.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = values[i] & 0xff;
        }
        return tokenizer.decode(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "C0 AF E0 80 BF F0 81 82 41, ????????A",
        "ED A0 80 ED BF BF ED AF 41, ????????A",
        "F4 91 92 93 FF 41 80 BF 42, ?????A??B",
        "E1 80 E2 F0 91 92 F1 BF 41, ????A",
        "E0 9F 80, ???",
        "ED A0 80, ???",
        "F0 8F BF BF, ????",
        "F4 90 80 80, ????",
        "C1 BF, ??",
        "F5 80, ??",
        "80 BF, ??",
        "C2 7F, ?\u007f",
        "C2 C0 80, ???",
        "E1 BF C0, ??",
        "E0 A0 41, ?A",
        "F0 9F 98, ?",
        "E0 9F, ??",
    })
    void everyMaximalPartOfABrokenCharacterIsOneReplacement(String bytes, String expected) {
        assertEquals(expected.replace('?', '\ufffd'), decoded(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 0x41, 0x7f, 0x80, 0xff, 0x7bf, 0x7ff, 0x800, 0xfff, 0x1000, 0xcfff, 0xd000, 0xd7ff, 0xe000, 0xefff,
                0xf000, 0xfffd, 0xffff, 0x10000, 0x3ffff, 0x40000, 0xfffff, 0x100000, 0x10ffff
            })
    void everyCharacterOnEitherSideOfALimitIsItself(int codePoint) {
        String text = Character.toString(codePoint);
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        assertEquals(text, decoded(hex));
        assertEquals(text + "a" + text, decoded(hex + "61" + hex), "nothing is left over for the next");
    }

    @Test
    void aBrokenBeginningLeavesNothingForWhatFollows() {
        // The second byte of E0 and F4 has narrower limits, which must not hold for another character's second byte.
        assertEquals("\ufffd\u0080", decoded("E0 C2 80"));
        assertEquals("\ufffd\u00bf", decoded("F4 C2 BF"));
        assertEquals("\ufffd\u0400", decoded("ED D0 80"));
        assertEquals("\u0800\u00bf\u0080", decoded("E0 A0 80 C2 BF C2 80"));
    }

    @Test
    void aFinishedStreamStartsAnew() {
        TextStream stream = tokenizer.stream();
        assertEquals("", stream.add(0xe0));
        assertEquals("\ufffd", stream.finish());
        assertEquals("", stream.finish());
        assertEquals("", stream.add(0xc2));
        assertEquals("\u0080", stream.add(0x80));
        assertEquals("", stream.finish());
    }

    @Test
    void idsThatNoTokenHasAddNothing() {
        assertEquals("ab", tokenizer.decode(new int[] {'a', -1, tokenizer.size(), Integer.MAX_VALUE, 'b'}));
        assertEquals("\0", tokenizer.decode(new int[] {0}));
        int last = tokenizer.size() - 1;
        assertEquals("<|im_end|><asr_text>", tokenizer.decode(new int[] {last}));
    }

    /** GPT-2's bytes_to_unicode, at its seams. */
    @Test
    void bytesAreWrittenInPrintableCharacters() {
        assertEquals('\u0100', ByteAlphabet.characterOf(0));
        assertEquals('\u0120', ByteAlphabet.characterOf(32));
        assertEquals('!', ByteAlphabet.characterOf(33));
        assertEquals('~', ByteAlphabet.characterOf(126));
        assertEquals('\u0121', ByteAlphabet.characterOf(127));
        assertEquals('\u0142', ByteAlphabet.characterOf(160));
        assertEquals('\u00a1', ByteAlphabet.characterOf(161));
        assertEquals('\u00ac', ByteAlphabet.characterOf(172));
        assertEquals('\u0143', ByteAlphabet.characterOf(173));
        assertEquals('\u00ae', ByteAlphabet.characterOf(174));
        assertEquals('\u00ff', ByteAlphabet.characterOf(255));
        for (int value = 0; value < 256; value++) {
            assertArrayEquals(
                    new byte[] {(byte) value}, ByteAlphabet.bytesOf(String.valueOf(ByteAlphabet.characterOf(value))));
        }
        for (String outside : new String[] {" ", "\u007f", "\u00a0", "\u00ad", "\u0144", "\u0145", "a b"}) {
            assertNull(ByteAlphabet.bytesOf(outside), outside);
        }
        assertArrayEquals(new byte[0], ByteAlphabet.bytesOf(""));
    }
}
