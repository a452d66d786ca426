package qasr.testing;

import java.util.List;
import java.util.function.UnaryOperator;
import qasr.align.AlignedUnits;
import qasr.align.UnitAligner;
import qasr.text.Language;

/** An aligner of English that gives each unit an equal share of the sound, changed by a rule. */
public final class EvenAligner implements UnitAligner {
    private final UnaryOperator<int[]> rule;
    private final UnaryOperator<double[]> scores;

    public EvenAligner() {
        this(times -> times);
    }

    public EvenAligner(UnaryOperator<int[]> rule) {
        this(rule, scores -> new double[0]);
    }

    public EvenAligner(UnaryOperator<int[]> rule, UnaryOperator<double[]> scores) {
        this.rule = rule;
        this.scores = scores;
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
    public AlignedUnits alignScored(float[] samples, List<String> units, Language language) {
        return new AlignedUnits(align(samples, units, language), scores.apply(new double[units.size()]), -5);
    }

    @Override
    public void close() {}
}
