package qasr.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a pickle opcode by opcode. */
public final class PickleWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Writes an opcode and its bytes. */
    public PickleWriter op(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    /** Writes an opcode and a number of four bytes. */
    public PickleWriter op4(int opcode, int number) {
        out.write(opcode);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array());
        return this;
    }

    /** Writes GLOBAL: a class or function. */
    public PickleWriter global(String module, String name) {
        out.write('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Writes BINUNICODE: a text. */
    public PickleWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op4('X', bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** Writes a tensor over storage {@code key}, its last dimension running fastest. */
    public PickleWriter tensor(String storage, int key, int elements, long... shape) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= shape[i];
        }
        return view(storage, String.valueOf(key), elements, 0, shape, strides);
    }

    /** Writes any view of a storage. */
    public PickleWriter view(String storage, String key, long elements, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        op('(').text("storage").global("torch", storage).text(key).text("cpu");
        number(elements).op('t').op('Q');
        number(offset).numbers(shape).numbers(strides);
        return op(0x89).global("collections", "OrderedDict")
                .op(')')
                .op('R')
                .op('t')
                .op('R');
    }

    private PickleWriter numbers(long[] values) {
        op('(');
        for (long value : values) {
            number(value);
        }
        return op('t');
    }

    /** Writes a whole number, in eight bytes if it needs them. */
    public PickleWriter number(long value) {
        if (value == (int) value) {
            return op4('J', (int) value);
        }
        op(0x8a, Long.BYTES);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    /** Returns the pickle. */
    public byte[] bytes() {
        return out.toByteArray();
    }
}
