package qasr.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import qasr.checkpoint.PickleValue.Mark;
import qasr.model.ModelException;

/** The stack and the memo of a pickle, both limited. */
final class PickleStack {
    private static final int MOST_VALUES = 1 << 16;
    private static final int MOST_MEMO = 1 << 18;

    private final List<PickleValue> stack = new ArrayList<>();
    private final Map<Integer, PickleValue> memo = new HashMap<>();
    private final Faults faults;

    PickleStack(Faults faults) {
        this.faults = faults;
    }

    void push(PickleValue value) throws ModelException {
        if (stack.size() == MOST_VALUES) {
            throw faults.damaged("its pickle has more than " + MOST_VALUES + " values on its stack");
        }
        stack.add(value);
    }

    PickleValue pop() throws ModelException {
        PickleValue top = top();
        stack.remove(stack.size() - 1);
        return top;
    }

    /** Returns the uppermost value, which must not be a mark. */
    PickleValue top() throws ModelException {
        if (stack.isEmpty() || stack.get(stack.size() - 1) instanceof Mark) {
            throw faults.damaged("its pickle takes a value from an empty stack");
        }
        return stack.get(stack.size() - 1);
    }

    /** Removes the uppermost mark and the values above it, and returns these in order. */
    List<PickleValue> popGroup() throws ModelException {
        int mark = stack.size() - 1;
        while (mark >= 0 && !(stack.get(mark) instanceof Mark)) {
            mark--;
        }
        if (mark < 0) {
            throw faults.damaged("its pickle ends a group that has no start");
        }
        List<PickleValue> above = stack.subList(mark + 1, stack.size());
        List<PickleValue> group = List.copyOf(above);
        stack.subList(mark, stack.size()).clear();
        return group;
    }

    /** Removes the {@code count} uppermost values and returns them in order. */
    List<PickleValue> pop(int count) throws ModelException {
        PickleValue[] values = new PickleValue[count];
        for (int i = count - 1; i >= 0; i--) {
            values[i] = pop();
        }
        return List.of(values);
    }

    /** Keeps the uppermost value under {@code number}. */
    void remember(int number) throws ModelException {
        if (number < 0 || number >= MOST_MEMO) {
            throw faults.damaged("its pickle has a memo number of " + Integer.toUnsignedString(number)
                    + ", the limit is " + MOST_MEMO);
        }
        memo.put(number, top());
    }

    /** Keeps the uppermost value under the next number. */
    void rememberNext() throws ModelException {
        remember(memo.size());
    }

    PickleValue recalled(int number) throws ModelException {
        PickleValue value = memo.get(number);
        if (value == null) {
            throw faults.damaged(
                    "its pickle reads memo number " + Integer.toUnsignedString(number) + ", which was not written");
        }
        return value;
    }

    boolean isEmpty() {
        return stack.isEmpty();
    }
}
