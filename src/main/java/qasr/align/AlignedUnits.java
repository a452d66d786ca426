package qasr.align;

import java.util.BitSet;
import java.util.Optional;

/**
 * Units with their times and, if the aligner can tell, which of them were not said.
 *
 * @param times start and end of each unit in milliseconds, see {@link UnitAligner#align}; a unit that was not said has no length
 * @param unsaid the units that were probably not said; absent if the aligner cannot tell
 */
@SuppressWarnings("ArrayRecordComponent") // made once and never compared
public record AlignedUnits(int[] times, Optional<BitSet> unsaid) {
    public AlignedUnits {
        if (times.length % 2 != 0) {
            throw new IllegalArgumentException(times.length + " times");
        }
        unsaid = unsaid.map(set -> BitSet.valueOf(set.toLongArray()));
    }

    /** Returns whether {@code unit} was probably not said. Always false if the aligner cannot tell. */
    public boolean isUnsaid(int unit) {
        return unsaid.isPresent() && unsaid.get().get(unit);
    }
}
