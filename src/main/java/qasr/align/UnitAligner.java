package qasr.align;

import java.util.List;
import qasr.model.ModelException;
import qasr.text.Language;

/** An acoustic model that finds when each unit of a known text was said. */
public interface UnitAligner extends AutoCloseable {
    /** Returns whether it was made for {@code language}. Texts in other languages are not given to it. */
    boolean knows(Language language);

    /** Returns the longest sound it takes, in samples at 16 kHz. */
    int maxSamples();

    /**
     * Returns the times of {@code units} in {@code samples}.
     *
     * @param samples mono sound at 16 kHz
     * @param units the units in the order in which they were said; none is empty
     * @return start and end of each unit in milliseconds from the first sample, so twice as many numbers as units, as
     *     the model gives them: they need not be monotone
     * @throws ModelException if the model's files are wrong or its numbers are not finite
     */
    int[] align(float[] samples, List<String> units, Language language) throws ModelException;

    /**
     * Returns the times of {@code units} as {@link #align}, with a score for each if this aligner has scores.
     *
     * @throws ModelException as {@link #align}
     */
    default AlignedUnits alignScored(float[] samples, List<String> units, Language language) throws ModelException {
        return new AlignedUnits(align(samples, units, language), new double[0], 0);
    }

    @Override
    void close();
}
