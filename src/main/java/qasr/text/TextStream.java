package qasr.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes tokens one by one. A character's bytes may be split over tokens: they wait here until the character is
 * whole, so that everything handed out is final.
 */
public final class TextStream {
    /** The longest UTF-8 sequence is four bytes, so at most three wait. */
    private static final int MAX_WAITING = 3;

    private final Tokenizer tokenizer;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] waiting = new byte[0];

    TextStream(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Takes the next token; returns the text that is certain now, often "" inside a character. */
    public String add(int id) {
        return decode(tokenizer.visibleBytes(id), false);
    }

    /** Ends the stream; returns U+FFFD for a character that never became whole. The stream then starts anew. */
    public String finish() {
        return decode(new byte[0], true);
    }

    private String decode(byte[] bytes, boolean end) {
        ByteBuffer in = ByteBuffer.allocate(waiting.length + bytes.length)
                .put(waiting)
                .put(bytes)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + MAX_WAITING);
        decoder.reset();
        decoder.decode(in, out, end);
        waiting = new byte[in.remaining()];
        in.get(waiting);
        return out.flip().toString();
    }
}
