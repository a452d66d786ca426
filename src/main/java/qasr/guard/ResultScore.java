package qasr.guard;

import java.util.List;

/**
 * How good a result is; the lesser is better.
 *
 * @param cost mean over the seconds of {@link GuardedResult#cost}
 * @param surprise mean over the tokens of their negative log-probability
 */
record ResultScore(double cost, double surprise) implements Comparable<ResultScore> {
    static ResultScore of(List<GuardedResult> passages) {
        double cost = 0;
        double samples = 0;
        double sum = 0;
        int tokens = 0;
        for (GuardedResult passage : passages) {
            long length = passage.place().range().length();
            cost += (double) passage.cost() * length;
            samples += length;
            for (float logProbability : passage.decoding().logProbabilities()) {
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
