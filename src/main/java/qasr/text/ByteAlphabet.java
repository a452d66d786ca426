package qasr.text;

import java.util.Arrays;

/**
 * The printable characters for bytes in vocab.json and merges.txt: GPT-2's alphabet. Bytes 33-126, 161-172 and 174-255
 * stand for themselves; the other 68, in order, are U+0100 to U+0143.
 */
final class ByteAlphabet {
    private static final int FIRST_STAND_IN = 0x100;
    private static final int SIZE = FIRST_STAND_IN + 68;
    private static final char[] CHARACTERS = new char[256];
    private static final short[] BYTES = new short[SIZE];

    static {
        Arrays.fill(BYTES, (short) -1);
        int standIn = FIRST_STAND_IN;
        for (int value = 0; value < 256; value++) {
            char character = (char) (isPrintable(value) ? value : standIn++);
            CHARACTERS[value] = character;
            BYTES[character] = (short) value;
        }
    }

    private ByteAlphabet() {}

    private static boolean isPrintable(int value) {
        return (value >= 33 && value <= 126) || (value >= 161 && value <= 172) || value >= 174;
    }

    /** Returns the character for {@code value}, a byte as 0 to 255. */
    static char characterOf(int value) {
        return CHARACTERS[value];
    }

    /** Returns the bytes of {@code piece}, or null if a character is not in the alphabet. */
    static byte[] bytesOf(String piece) {
        byte[] bytes = new byte[piece.length()];
        for (int i = 0; i < bytes.length; i++) {
            char character = piece.charAt(i);
            if (character >= SIZE || BYTES[character] < 0) {
                return null;
            }
            bytes[i] = (byte) BYTES[character];
        }
        return bytes;
    }
}
