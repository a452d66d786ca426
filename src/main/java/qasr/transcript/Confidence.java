package qasr.transcript;

import java.util.List;

/**
 * The model's confidence: natural logarithms of its tokens' probabilities.
 *
 * @param mean the mean over the tokens, or NaN without tokens
 * @param min the lowest value, or NaN without tokens
 * @param tokens the value of each token, in order; empty if they are not stored
 */
public record Confidence(double mean, double min, List<Float> tokens) {
    /** The confidence of a segment that was not decoded. */
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
