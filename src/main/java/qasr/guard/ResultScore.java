package qasr.guard;

import java.util.List;

/**
 * The score of a list of results; a lower score is better.
 *
 * @param cost the mean of {@link GuardedResult#cost}, weighted by duration
 * @param surprise the mean negative log-probability of the tokens
 */
record ResultScore(double cost, double surprise) implements Comparable<ResultScore> {
    static ResultScore of(List<GuardedResult> results) {
        double cost = 0;
        double samples = 0;
        double sum = 0;
        int tokens = 0;
        for (GuardedResult result : results) {
            long length = result.place().range().length();
            cost += (double) result.cost() * length;
            samples += length;
            for (float logProbability : result.decoding().logProbabilities()) {
                sum -= logProbability;
                tokens++;
            }
        }
        return new ResultScore(samples == 0 ? 0 : cost / samples, tokens == 0 ? 0 : sum / tokens);
    }

    @Override
    public int compareTo(ResultScore other) {
        int byCost = Double.compare(cost, other.cost);
        return byCost != 0 ? byCost : Double.compare(surprise, other.surprise);
    }
}
