package qasr.checkpoint;

import java.util.ArrayList;
import java.util.List;
import qasr.checkpoint.PickleValue.Mark;
import qasr.checkpoint.PickleValue.Named;
import qasr.checkpoint.PickleValue.Opaque;
import qasr.checkpoint.PickleValue.Sequence;
import qasr.checkpoint.PickleValue.StorageName;
import qasr.checkpoint.PickleValue.Table;
import qasr.checkpoint.PickleValue.Text;
import qasr.checkpoint.PickleValue.Tuple;
import qasr.checkpoint.PickleValue.View;
import qasr.checkpoint.PickleValue.Whole;
import qasr.model.ModelException;

/**
 * Interprets the pickle of a torch checkpoint without calling anything: it knows ordered maps and tensors, and every
 * other class or function gives an opaque value. It takes the opcodes that torch.save writes and refuses all others.
 */
final class Pickle {
    private static final String ORDERED_MAP = "collections.OrderedDict";
    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";

    private final PickleInput in;
    private final Faults faults;
    private final PickleStack stack;

    private Pickle(byte[] pickle, Faults faults) {
        this.in = new PickleInput(pickle, faults);
        this.faults = faults;
        this.stack = new PickleStack(faults);
    }

    /**
     * Returns the value of a pickle.
     *
     * @throws ModelException if it ends early, has an opcode that torch.save does not write, or exceeds a limit
     */
    static PickleValue read(byte[] pickle, Faults faults) throws ModelException {
        return new Pickle(pickle, faults).run();
    }

    private PickleValue run() throws ModelException {
        while (true) {
            int opcode = in.byte1();
            if (opcode == '.') {
                PickleValue root = stack.pop();
                if (!stack.isEmpty()) {
                    throw faults.damaged("its pickle leaves values on its stack");
                }
                return root;
            }
            if (!scalar(opcode) && !container(opcode) && !memo(opcode) && !call(opcode)) {
                throw faults.damaged("its pickle has the opcode " + PickleOpcode.name(opcode) + " at byte "
                        + (in.position() - 1) + ", which torch.save does not write");
            }
        }
    }

    private boolean scalar(int opcode) throws ModelException {
        switch (opcode) {
            case 'X' -> stack.push(new Text(in.text(Integer.toUnsignedLong(in.byte4()))));
            case 0x8c -> stack.push(new Text(in.text(in.byte1())));
            case 'K' -> stack.push(new Whole(in.byte1()));
            case 'M' -> stack.push(new Whole(in.byte2()));
            case 'J' -> stack.push(new Whole(in.byte4()));
            case 0x8a -> stack.push(longNumber(in.byte1()));
            case 'G' -> {
                in.skip(Double.BYTES);
                stack.push(new Opaque());
            }
            case 0x88, 0x89, 'N' -> stack.push(new Opaque());
            default -> {
                return false;
            }
        }
        return true;
    }

    private PickleValue longNumber(int length) throws ModelException {
        if (length <= Long.BYTES) {
            return new Whole(in.number(length));
        }
        in.skip(length);
        return new Opaque();
    }

    private boolean container(int opcode) throws ModelException {
        switch (opcode) {
            case '}' -> stack.push(new Table());
            case ']' -> stack.push(new Sequence());
            case ')' -> stack.push(new Tuple(List.of()));
            case 0x8f -> stack.push(new Opaque());
            case '(' -> stack.push(new Mark());
            case 't' -> stack.push(new Tuple(stack.popGroup()));
            case 0x85, 0x86, 0x87 -> stack.push(new Tuple(stack.pop(opcode - 0x84)));
            case 'a' -> append(stack.pop(1));
            case 'e' -> append(stack.popGroup());
            case 0x90 -> {
                stack.popGroup();
                stack.top();
            }
            case 's' -> put(stack.pop(2));
            case 'u' -> put(stack.popGroup());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void append(List<PickleValue> values) throws ModelException {
        if (stack.top() instanceof Sequence list) {
            list.values().addAll(values);
        }
    }

    private void put(List<PickleValue> pairs) throws ModelException {
        if (pairs.size() % 2 != 0) {
            throw faults.damaged("its pickle has a key without a value");
        }
        if (stack.top() instanceof Table map) {
            for (int i = 0; i < pairs.size(); i += 2) {
                if (pairs.get(i) instanceof Text key) {
                    map.entries().put(key.text(), pairs.get(i + 1));
                }
            }
        }
    }

    private boolean memo(int opcode) throws ModelException {
        switch (opcode) {
            case 'q' -> stack.remember(in.byte1());
            case 'r' -> stack.remember(in.byte4());
            case 0x94 -> stack.rememberNext();
            case 'h' -> stack.push(stack.recalled(in.byte1()));
            case 'j' -> stack.push(stack.recalled(in.byte4()));
            case 0x95 -> in.skip(Long.BYTES); // the length of a frame, which needs no check
            case 0x80 -> protocol(in.byte1());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void protocol(int version) throws ModelException {
        if (version < 2 || version > 5) {
            throw faults.damaged("its pickle has protocol " + version + ", torch.save writes 2");
        }
    }

    private boolean call(int opcode) throws ModelException {
        switch (opcode) {
            case 'c' -> {
                String module = in.line();
                stack.push(new Named(module + "." + in.line()));
            }
            case 0x93 -> stack.push(global(stack.pop(2)));
            case 'R' -> stack.push(reduced(stack.pop(2)));
            case 0x81 -> {
                stack.pop(2);
                stack.push(new Opaque());
            }
            case 'b' -> {
                stack.pop();
                stack.top();
            }
            case 'Q' -> stack.push(storage(stack.pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private PickleValue global(List<PickleValue> names) throws ModelException {
        if (names.get(0) instanceof Text module && names.get(1) instanceof Text name) {
            return new Named(module.text() + "." + name.text());
        }
        throw faults.damaged("its pickle has a class whose name is not a text");
    }

    private PickleValue reduced(List<PickleValue> call) throws ModelException {
        if (!(call.get(0) instanceof Named function) || !(call.get(1) instanceof Tuple arguments)) {
            return new Opaque();
        }
        if (function.name().equals(ORDERED_MAP) && arguments.values().isEmpty()) {
            return new Table();
        }
        return function.name().equals(TENSOR) ? tensor(arguments.values()) : new Opaque();
    }

    private PickleValue tensor(List<PickleValue> arguments) throws ModelException {
        if (arguments.size() >= 4
                && arguments.get(0) instanceof StorageName storage
                && arguments.get(1) instanceof Whole offset
                && arguments.get(2) instanceof Tuple shape
                && arguments.get(3) instanceof Tuple strides) {
            return new View(storage, offset.number(), numbers(shape), numbers(strides));
        }
        throw faults.damaged("its pickle has a tensor without storage, offset, sizes and strides");
    }

    private List<Long> numbers(Tuple tuple) throws ModelException {
        List<Long> numbers = new ArrayList<>();
        for (PickleValue value : tuple.values()) {
            if (!(value instanceof Whole whole)) {
                throw faults.damaged("its pickle has a tensor whose sizes are not whole numbers");
            }
            numbers.add(whole.number());
        }
        return numbers;
    }

    private PickleValue storage(PickleValue id) throws ModelException {
        if (id instanceof Tuple parts
                && parts.values().size() == 5
                && parts.values().get(0) instanceof Text kind
                && kind.text().equals("storage")
                && parts.values().get(1) instanceof Named type
                && parts.values().get(2) instanceof Text key
                && parts.values().get(4) instanceof Whole elements) {
            return new StorageName(type.name(), key.text(), elements.number());
        }
        throw faults.damaged("its pickle has a storage without type, key and size");
    }
}
