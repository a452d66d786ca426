package qasr.train;

import java.util.List;

/** Counts word errors: the edit distance of normalised words over the words that were said; characters for Chinese. */
public final class ErrorRate {
    private long errors;
    private long words;
    private long exact;
    private long total;

    /** Returns the units that are compared: words, but single characters in writing without blanks. */
    static List<String> units(String text) {
        String spaced =
                PromptText.normalized(text).replaceAll("(\\p{IsHan})", " $1 ").strip();
        return spaced.isEmpty() ? List.of() : List.of(spaced.split("\\s+"));
    }

    /** Counts what was heard where {@code said} was said. */
    public void add(String said, String heard) {
        List<String> reference = units(said);
        int distance = distance(reference, units(heard));
        errors += distance;
        words += reference.size();
        exact += distance == 0 ? 1 : 0;
        total++;
    }

    void add(ErrorRate other) {
        errors += other.errors;
        words += other.words;
        exact += other.exact;
        total += other.total;
    }

    /** Returns the errors in percent of the words. */
    public double percent() {
        return words == 0 ? 0 : 100.0 * errors / words;
    }

    double exactPercent() {
        return total == 0 ? 0 : 100.0 * exact / total;
    }

    long total() {
        return total;
    }

    /** Returns the number of words that were said. */
    public long words() {
        return words;
    }

    private static int distance(List<String> a, List<String> b) {
        int[] row = new int[b.size() + 1];
        for (int j = 0; j <= b.size(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.size(); j++) {
                int substitution = diagonal + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.size()];
    }
}
