package qasr.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the nearest known name for a mistyped name, by edit distance. */
public final class Spelling {
    private Spelling() {}

    /**
     * Returns which of {@code names} are nearest to {@code wrong}, at most three; none if more than a third of the letters
     * would have to change. A name that goes on where {@code wrong} ends counts as near.
     */
    public static List<String> near(String wrong, Collection<String> names) {
        String typed = letters(wrong);
        if (typed.isEmpty()) {
            return List.of();
        }
        List<String> similar =
                names.stream().filter(name -> isNear(typed, letters(name))).toList();
        int least = similar.stream()
                .mapToInt(name -> distance(typed, letters(name)))
                .min()
                .orElse(0);
        if (!similar.isEmpty()) {
            return similar.stream()
                    .filter(name -> distance(typed, letters(name)) == least)
                    .distinct()
                    .limit(3)
                    .toList();
        }
        return names.stream()
                .filter(name -> typed.length() > 2 && letters(name).startsWith(typed))
                .distinct()
                .limit(3)
                .toList();
    }

    /** Returns whether one letter differs, or at most a third of the longer word. */
    private static boolean isNear(String typed, String name) {
        return distance(typed, name) <= Math.max(1, Math.max(typed.length(), name.length()) / 3);
    }

    /** Returns the one of {@code names} that is nearest to {@code wrong}, however far; names must not be empty. */
    public static String nearest(String wrong, Collection<String> names) {
        String typed = letters(wrong);
        Optional<String> nearest = names.stream()
                .min(Comparator.comparingInt((String name) -> distance(typed, letters(name)))
                        .thenComparing(name -> name));
        return nearest.orElseThrow();
    }

    /** Dashes and underscores count as equal, and the dashes before an option do not count. */
    private static String letters(String name) {
        return name.replaceFirst("^-+", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-')
                .replace('.', '-');
    }

    /**
     * Returns how many characters have to be put in, taken out, changed, or swapped with their neighbour (optimal string
     * alignment distance).
     */
    static int distance(String a, String b) {
        int[][] costs = new int[a.length() + 1][b.length() + 1];
        Arrays.setAll(costs[0], j -> j);
        for (int i = 1; i <= a.length(); i++) {
            costs[i][0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = costs[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                costs[i][j] = Math.min(changed, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    costs[i][j] = Math.min(costs[i][j], costs[i - 2][j - 2] + 1);
                }
            }
        }
        return costs[a.length()][b.length()];
    }
}
