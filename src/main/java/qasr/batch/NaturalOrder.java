package qasr.batch;

import java.util.Comparator;

/**
 * Compares names as people expect: digits by their value (2 before 10), letters without case. Names that differ
 * only in case or leading zeros are kept apart by their characters, so that the order is total.
 */
public final class NaturalOrder implements Comparator<String> {
    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int order;
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                int endA = endOfNumber(a, i);
                int endB = endOfNumber(b, j);
                order = compareNumbers(a, i, endA, b, j, endB);
                i = endA;
                j = endB;
            } else {
                order = Character.compare(folded(a.charAt(i++)), folded(b.charAt(j++)));
            }
            if (order != 0) {
                return order;
            }
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static int compareNumbers(String a, int startA, int endA, String b, int startB, int endB) {
        int fromA = firstSignificant(a, startA, endA);
        int fromB = firstSignificant(b, startB, endB);
        int order = Integer.compare(endA - fromA, endB - fromB);
        for (int i = 0; order == 0 && fromA + i < endA; i++) {
            order = Character.compare(a.charAt(fromA + i), b.charAt(fromB + i));
        }
        return order;
    }

    private static int firstSignificant(String text, int start, int end) {
        int first = start;
        while (first < end - 1 && text.charAt(first) == '0') {
            first++;
        }
        return first;
    }

    private static int endOfNumber(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Only ASCII's: other scripts' digits would compare by value with these, and look like another name. */
    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static char folded(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
