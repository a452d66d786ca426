package qasr.resume;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import qasr.job.Input;

/** What the recordings of a run are known by; each is read once. */
final class Marks {
    private final List<Input> inputs;
    private final Fingerprints fingerprints;
    private final Map<Integer, Fingerprints.Mark> known = new HashMap<>();

    Marks(List<Input> inputs, Fingerprints fingerprints) {
        this.inputs = inputs;
        this.fingerprints = fingerprints;
    }

    /**
     * Returns what the recording at {@code index} is known by.
     *
     * @throws IOException if it cannot be read
     */
    Fingerprints.Mark of(int index) throws IOException {
        Fingerprints.Mark mark = known.get(index);
        if (mark == null) {
            mark = fingerprints.mark(inputs.get(index).path());
            known.put(index, mark);
        }
        return mark;
    }
}
