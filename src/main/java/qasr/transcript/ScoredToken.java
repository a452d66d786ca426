package qasr.transcript;

/**
 * One token of the model's answer.
 *
 * @param id the id in the model's vocabulary; {@link #UNKNOWN} if only the probability was stored
 * @param text the text that this token completes. The texts of all tokens, one after another, are the model's answer. A
 *     character whose bytes are split over several tokens is in the last of them; the others have ""
 * @param logProbability the natural logarithm of the probability
 */
public record ScoredToken(int id, String text, float logProbability) {
    /** The id of a token that was stored without its id. */
    public static final int UNKNOWN = -1;

    /** Returns a token of which only the probability is known. */
    public static ScoredToken unknown(float logProbability) {
        return new ScoredToken(UNKNOWN, "", logProbability);
    }

    /** Returns whether the id and the text are known. */
    public boolean isKnown() {
        return id != UNKNOWN;
    }
}
