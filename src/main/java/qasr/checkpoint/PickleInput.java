package qasr.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import qasr.model.ModelException;

/** The bytes of a pickle, read from the start. Every read beyond the end is an error. */
final class PickleInput {
    private static final int LONGEST_NAME = 512;

    private final ByteBuffer bytes;
    private final Faults faults;

    PickleInput(byte[] pickle, Faults faults) {
        this.bytes = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
        this.faults = faults;
    }

    /** Returns the number of bytes read so far. */
    int position() {
        return bytes.position();
    }

    /** Returns an unsigned byte. */
    int byte1() throws ModelException {
        require(1);
        return bytes.get() & 0xff;
    }

    /** Returns an unsigned number of two bytes. */
    int byte2() throws ModelException {
        require(Short.BYTES);
        return bytes.getShort() & 0xffff;
    }

    /** Returns a signed number of four bytes. */
    int byte4() throws ModelException {
        require(Integer.BYTES);
        return bytes.getInt();
    }

    /** Reads {@code count} bytes and drops them. */
    void skip(int count) throws ModelException {
        require(count);
        bytes.position(bytes.position() + count);
    }

    /** Returns a text of {@code length} bytes in UTF-8. */
    String text(long length) throws ModelException {
        require(length);
        byte[] text = new byte[(int) length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Returns a signed number of {@code length} bytes, at most eight. */
    long number(int length) throws ModelException {
        require(length);
        long number = 0;
        for (int i = 0; i < length; i++) {
            number |= (bytes.get() & 0xffL) << (Byte.SIZE * i);
        }
        int unused = Long.SIZE - Byte.SIZE * length;
        return length == 0 ? 0 : number << unused >> unused;
    }

    /** Returns the text up to the next line end. */
    String line() throws ModelException {
        StringBuilder line = new StringBuilder();
        for (int next = byte1(); next != '\n'; next = byte1()) {
            if (line.length() == LONGEST_NAME) {
                throw faults.damaged("its pickle has a name of more than " + LONGEST_NAME + " characters");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private void require(long count) throws ModelException {
        if (count < 0 || count > bytes.remaining()) {
            throw faults.damaged("its pickle ends early, at byte " + bytes.limit());
        }
    }
}
