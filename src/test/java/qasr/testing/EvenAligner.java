package qasr.testing;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import qasr.align.AlignedUnits;
import qasr.align.UnitAligner;
import qasr.text.Language;

/** An aligner of English that gives each unit an equal share of the sound, changed by a rule. */
public final class EvenAligner implements UnitAligner {
    private final UnaryOperator<int[]> rule;
    private final IntFunction<Optional<BitSet>> unsaid;

    public EvenAligner() {
        this(times -> times);
    }

    public EvenAligner(UnaryOperator<int[]> rule) {
        this(rule, units -> Optional.empty());
    }

    /**
     * Creates an aligner that judges.
     *
     * @param unsaid which of a number of units were not said
     */
    public EvenAligner(UnaryOperator<int[]> rule, IntFunction<Optional<BitSet>> unsaid) {
        this.rule = rule;
        this.unsaid = unsaid;
    }

    @Override
    public boolean knows(Language language) {
        return language.name().equals("English");
    }

    @Override
    public int maxSamples() {
        return 30 * 16_000;
    }

    @Override
    public int[] align(float[] samples, List<String> units, Language language) {
        int[] times = new int[2 * units.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = (int) (samples.length / 16L * ((i + 1) / 2) / units.size());
        }
        return rule.apply(times);
    }

    @Override
    public AlignedUnits alignJudged(float[] samples, List<String> units, Language language, BitSet heard) {
        return new AlignedUnits(align(samples, units, language), unsaid.apply(units.size()));
    }

    @Override
    public void close() {}
}
