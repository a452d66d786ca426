package qasr.transcript;

import java.util.List;

/**
 * How sure the model was: natural logarithms of its tokens' probabilities.
 *
 * @param mean of the tokens, or NaN without tokens
 * @param min the least of them, or NaN
 * @param tokens each one's, in order; empty where they are not kept
 */
public record Confidence(double mean, double min, List<Float> tokens) {
    /** Nothing was decoded. */
    public static final Confidence NONE = new Confidence(Double.NaN, Double.NaN, List.of());

    public Confidence {
        tokens = List.copyOf(tokens);
    }

    /** Returns the confidence of tokens with these log-probabilities. */
    public static Confidence of(float[] logProbabilities) {
        if (logProbabilities.length == 0) {
            return NONE;
        }
        Float[] tokens = new Float[logProbabilities.length];
        double sum = 0;
        double min = 0;
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = logProbabilities[i];
            sum += logProbabilities[i];
            min = Math.min(min, logProbabilities[i]);
        }
        return new Confidence(sum / tokens.length, min, List.of(tokens));
    }
}
