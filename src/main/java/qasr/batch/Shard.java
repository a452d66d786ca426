package qasr.batch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several equal parts of all inputs: the work of one machine.
 *
 * @param number which one, from 1 to {@code count}
 * @param count how many there are, at most 100,000
 */
public record Shard(int number, int count) {
    /** More shards than any cluster has pods, and few enough for a sum of lengths for each of them. */
    private static final int MOST = 100_000;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

    public Shard {
        if (count < 1 || count > MOST || number < 1 || number > count) {
            throw new IllegalArgumentException(number + "/" + count);
        }
    }

    /**
     * Parses {@code I/N}.
     *
     * @throws IllegalArgumentException if {@code text} has another form, or I is not from 1 to N; its message is for users
     */
    public static Shard parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            int number = Integer.parseInt(form.group(1));
            int count = Integer.parseInt(form.group(2));
            if (count >= 1 && count <= MOST && number >= 1 && number <= count) {
                return new Shard(number, count);
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no shard: use I/N with I from 1 to N and N at most " + MOST + ", such as 1/8");
    }

    @Override
    public String toString() {
        return number + "/" + count;
    }
}
