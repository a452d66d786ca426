package qasr.transcript;

import java.util.List;

/**
 * The model's confidence: natural logarithms of its tokens' probabilities.
 *
 * @param mean the mean over the tokens, or NaN without tokens
 * @param min the lowest value, or NaN without tokens
 * @param tokens the tokens of the model's whole answer, in order; empty if they are not stored
 */
public record Confidence(double mean, double min, List<ScoredToken> tokens) {
    /** The confidence of a segment that was not decoded. */
    public static final Confidence NONE = new Confidence(Double.NaN, Double.NaN, List.of());

    public Confidence {
        tokens = List.copyOf(tokens);
    }

    /** Returns the confidence of these tokens. */
    public static Confidence of(List<ScoredToken> tokens) {
        if (tokens.isEmpty()) {
            return NONE;
        }
        double sum = 0;
        double min = 0;
        for (ScoredToken token : tokens) {
            sum += token.logProbability();
            min = Math.min(min, token.logProbability());
        }
        return new Confidence(sum / tokens.size(), min, tokens);
    }

    /** Returns whether the texts and ids of the tokens are known. Results of the first builds lack them. */
    public boolean isSpelled() {
        return tokens.stream().allMatch(ScoredToken::isKnown);
    }
}
