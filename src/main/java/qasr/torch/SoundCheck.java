package qasr.torch;

import java.nio.file.Path;
import qasr.model.ModelException;

/** Checks that sound and results are finite: a single NaN would spread through normalisations and clusters. */
final class SoundCheck {
    private SoundCheck() {}

    /**
     * Checks a network's input.
     *
     * @throws IllegalArgumentException if a sample is not finite
     */
    static void requireFinite(float[] samples) {
        for (int i = 0; i < samples.length; i++) {
            if (!Float.isFinite(samples[i])) {
                throw new IllegalArgumentException("sample " + i + " is " + samples[i]);
            }
        }
    }

    /**
     * Checks a network's result.
     *
     * @throws ModelException if a number is not finite
     */
    static void requireFiniteResult(Path file, float[] numbers) throws ModelException {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new ModelException(file
                        + ": the network's numbers are not finite, so its weights are wrong; remove the model and install it"
                        + " again");
            }
        }
    }
}
