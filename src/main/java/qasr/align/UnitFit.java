package qasr.align;

/**
 * How well the sound fits each unit: the log-probability of the forced path from the unit's first to its last frame, less
 * that of the likeliest outputs there, per character. 0 is a perfect fit.
 */
final class UnitFit {
    private UnitFit() {}

    /** Returns one score per unit, at most 0. */
    static double[] of(StateScores states, UnitCharacters text, CharacterPath path) {
        double[] fit = new double[text.units()[text.count() - 1] + 1];
        for (int start = 0; start < text.count(); ) {
            int end = start + 1;
            while (!text.isBoundary(end)) {
                end++;
            }
            double sum = 0;
            for (int frame = path.first()[start]; frame <= path.last()[end - 1]; frame++) {
                sum += states.at(frame, path.states()[frame]) - states.greatest(frame);
            }
            fit[text.units()[start]] = sum / (end - start);
            start = end;
        }
        return fit;
    }
}
