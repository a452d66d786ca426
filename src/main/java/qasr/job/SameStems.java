package qasr.job;

import java.util.List;

/** Recordings whose files have the same name in several folders, apart from their extensions. */
public final class SameStems {
    private SameStems() {}

    /** Returns whether another of {@code inputs} has the stem of the one at {@code index}. */
    public static boolean has(List<Input> inputs, int index) {
        String own = inputs.get(index).stem();
        return inputs.stream()
                        .filter(input -> input.stem().equals(own))
                        .limit(2)
                        .count()
                > 1;
    }
}
