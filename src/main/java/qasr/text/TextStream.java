package qasr.text;

/**
 * Decodes tokens one by one. The bytes of a character may be split over tokens. They are held back until the character
 * is complete, so that all returned text is final.
 *
 * <p>Broken UTF-8 becomes one U+FFFD per maximal prefix of a character (Unicode 15, section 3.9, as the reference
 * library and the WHATWG decoder do; {@code java.nio}'s decoder swallows some following bytes).
 */
public final class TextStream {
    private static final int REPLACEMENT = 0xfffd;

    private final Tokenizer tokenizer;
    private int codePoint;
    private int missingBytes;
    private int lowest = 0x80;
    private int highest = 0xbf;

    TextStream(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Adds the next token and returns the text that is final now, often "" inside a character. */
    public String add(int id) {
        StringBuilder text = new StringBuilder();
        for (byte value : tokenizer.visibleBytes(id)) {
            add(value & 0xff, text);
        }
        return text.toString();
    }

    /** Ends the stream and returns U+FFFD for an incomplete character, else "". The stream can then be used again. */
    public String finish() {
        boolean cutOff = missingBytes > 0;
        reset();
        return cutOff ? Character.toString(REPLACEMENT) : "";
    }

    private void add(int value, StringBuilder text) {
        if (missingBytes == 0) {
            begin(value, text);
        } else if (value < lowest || value > highest) {
            text.appendCodePoint(REPLACEMENT);
            reset();
            begin(value, text);
        } else {
            codePoint = (codePoint << 6) | (value & 0x3f);
            lowest = 0x80;
            highest = 0xbf;
            if (--missingBytes == 0) {
                text.appendCodePoint(codePoint);
            }
        }
    }

    /** Processes the first byte of a character. */
    private void begin(int value, StringBuilder text) {
        if (value < 0x80) {
            text.append((char) value);
        } else if (value >= 0xc2 && value <= 0xdf) {
            expect(1, value & 0x1f);
        } else if (value >= 0xe0 && value <= 0xef) {
            expect(2, value & 0xf);
            // No overlong forms, no surrogates.
            lowest = value == 0xe0 ? 0xa0 : 0x80;
            highest = value == 0xed ? 0x9f : 0xbf;
        } else if (value >= 0xf0 && value <= 0xf4) {
            expect(3, value & 7);
            // Nothing overlong, nothing above U+10FFFF.
            lowest = value == 0xf0 ? 0x90 : 0x80;
            highest = value == 0xf4 ? 0x8f : 0xbf;
        } else {
            text.appendCodePoint(REPLACEMENT);
        }
    }

    private void expect(int bytes, int firstBits) {
        missingBytes = bytes;
        codePoint = firstBits;
    }

    private void reset() {
        missingBytes = 0;
        lowest = 0x80;
        highest = 0xbf;
    }
}
