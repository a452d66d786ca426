package qasr.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import qasr.model.ModelException;

/** Reads the fields of a protobuf message one after the other (protobuf.dev, "Encoding"). Nothing is copied. */
final class ProtobufReader {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int LONGEST_VARINT = 10;

    private final ByteBuffer message;
    private final Faults faults;
    private int field;
    private int wire;

    ProtobufReader(ByteBuffer message, Faults faults) {
        this.message = message.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.faults = faults;
    }

    /** Goes to the next field; false at the end. The caller reads or skips its value. */
    boolean next() throws ModelException {
        if (!message.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (field <= 0 || tag >>> 3 > 0x1fffffff) {
            throw faults.damaged("it has a field of number " + (tag >>> 3));
        }
        return true;
    }

    int field() {
        return field;
    }

    /** Returns whether the value is a text, a message or a packed list. */
    boolean isBytes() {
        return wire == BYTES;
    }

    /** Reads a value of variable length. */
    long number() throws ModelException {
        if (wire != VARINT) {
            throw faults.damaged("field " + field + " is not a whole number");
        }
        return varint();
    }

    /** Reads a text, a message or a packed list; the result shares the bytes. */
    ByteBuffer bytes() throws ModelException {
        if (wire != BYTES) {
            throw faults.damaged("field " + field + " is not a message or text");
        }
        long length = varint();
        if (length < 0 || length > message.remaining()) {
            throw faults.damaged("field " + field + " ends beyond the file");
        }
        ByteBuffer value = message.slice(message.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        message.position(message.position() + (int) length);
        return value;
    }

    void skip() throws ModelException {
        switch (wire) {
            case VARINT -> varint();
            case BYTES -> bytes();
            case FIXED_64 -> skip(Long.BYTES);
            case FIXED_32 -> skip(Integer.BYTES);
            default -> throw faults.damaged("field " + field + " has the unknown type " + wire);
        }
    }

    private void skip(int count) throws ModelException {
        if (count > message.remaining()) {
            throw faults.damaged("field " + field + " ends beyond the file");
        }
        message.position(message.position() + count);
    }

    /** Reads the next number without a tag, for packed lists. */
    long varint() throws ModelException {
        long number = 0;
        for (int i = 0; i < LONGEST_VARINT && message.hasRemaining(); i++) {
            byte part = message.get();
            number |= (part & 0x7fL) << (7 * i);
            if (part >= 0) {
                return number;
            }
        }
        throw faults.damaged("a number in it does not end");
    }

    boolean hasMore() {
        return message.hasRemaining();
    }
}
