package qasr.guard;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds answers that recite the context instead of the speech: the text contains three or more entries of the context,
 * or consists mostly of its words. Reports "recital". The length of the audio is no criterion: a model can recite a
 * whole list on one second of audio.
 */
final class ContextEchoGuard implements Guard {
    private static final int MANY_ENTRIES = 3;
    private static final double MOSTLY = 0.7;
    /** The shortest common substring, in letters, that is no coincidence: three or four words. */
    private static final int LONG_STRETCH = 16;

    private static final int LONG_HAN_STRETCH = 8;
    private static final int LETTERS_PER_SYLLABLE = 3;
    /** Three words: a greeting before a list of terms does not make the list a sentence. */
    private static final int ENOUGH_BETWEEN = 12;

    private final String context;
    private final List<String> entries;

    ContextEchoGuard(String context) {
        this.context = squeezed(context);
        entries = Arrays.stream(context.split("[\\r\\n\\t,;:|/，；：、。]+"))
                .map(ContextEchoGuard::words)
                .filter(entry -> squeezed(entry).length() > 1)
                .distinct()
                .toList();
    }

    @Override
    public GuardName name() {
        return GuardName.RECITAL;
    }

    @Override
    public Optional<Finding> check(Answer answer) {
        if (!answer.trial().withContext() || context.isEmpty() || answer.text().isEmpty()) {
            return Optional.empty();
        }
        long recited = recited(answer.text()).size();
        return recited >= MANY_ENTRIES || isMostlyContext(answer.text())
                ? Optional.of(new Finding(name(), "recital", 2, Remedy.WITHOUT_CONTEXT, Finding.Effect.NONE))
                : Optional.empty();
    }

    private List<String> recited(String text) {
        String words = " " + words(text) + " ";
        return entries.stream()
                .filter(entry -> entry.codePoints().allMatch(c -> c < 0x2e80)
                        ? words.contains(" " + entry + " ")
                        : words.contains(entry))
                .toList();
    }

    /** Tells whether most of {@code text} comes from the context. */
    boolean isMostlyContext(String text) {
        String letters = squeezed(text);
        List<String> found = recited(text);
        int covered = found.stream().mapToInt(entry -> squeezed(entry).length()).sum();
        if (found.size() > 1 && covered >= MOSTLY * letters.length()) {
            return true;
        }
        int shared = longestShared(letters);
        boolean han = letters.codePoints().anyMatch(c -> c >= 0x2e80);
        return shared >= (han ? LONG_HAN_STRETCH : LONG_STRETCH) && shared >= MOSTLY * letters.length();
    }

    /**
     * Tells whether {@code without}, the answer for the same audio without a context, agrees with {@code with} apart
     * from spelling. It agrees if at least half of the letters are equal, or if most of the words between the terms are
     * equal and there is some text where the terms are.
     */
    boolean confirms(String with, String without) {
        String a = squeezed(with);
        String b = squeezed(without);
        int longer = Math.max(a.length(), b.length());
        if (longer > 0 && distance(a, b) <= longer / 2) {
            return true;
        }
        String between = words(with);
        int terms = 0;
        for (String entry : recited(with)) {
            between = between.replace(entry, " ");
            terms += weight(squeezed(entry));
        }
        String rest = squeezed(between);
        // The distance includes the extra letters of a longer b. They are not missing, so they are subtracted.
        int missing = distance(rest, b) - Math.max(0, b.length() - rest.length());
        return weight(rest) >= ENOUGH_BETWEEN && missing <= rest.length() / 3 && weight(b) >= weight(rest) + terms / 2;
    }

    /** Returns the length of {@code letters} in alphabetic letters: a syllabic character counts as three. */
    private static int weight(String letters) {
        return letters.codePoints()
                .map(c -> c >= 0x2e80 ? LETTERS_PER_SYLLABLE : 1)
                .sum();
    }

    private int longestShared(String letters) {
        int[] row = new int[context.length() + 1];
        int longest = 0;
        for (int i = 0; i < letters.length(); i++) {
            for (int k = context.length(); k > 0; k--) {
                row[k] = letters.charAt(i) == context.charAt(k - 1) ? row[k - 1] + 1 : 0;
                longest = Math.max(longest, row[k]);
            }
        }
        return longest;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int k = 1; k <= b.length(); k++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(k - 1) ? 0 : 1);
                diagonal = row[k];
                row[k] = Math.min(replaced, 1 + Math.min(row[k], row[k - 1]));
            }
        }
        return row[b.length()];
    }

    private static String words(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
                .strip();
    }

    private static String squeezed(String text) {
        return words(text).replace(" ", "");
    }
}
