package qasr.align;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
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
     * Returns the times of {@code units}, of which some were perhaps not said; there may also be other speech. An aligner that
     * cannot tell returns the same times as {@link #align}.
     *
     * @param heard units that a recogniser heard there, too
     * @throws ModelException as {@link #align}
     */
    default AlignedUnits alignJudged(float[] samples, List<String> units, Language language, BitSet heard)
            throws ModelException {
        return new AlignedUnits(align(samples, units, language), Optional.empty());
    }

    @Override
    void close();
}
