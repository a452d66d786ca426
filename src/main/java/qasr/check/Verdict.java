package qasr.check;

import java.util.List;

/** The result of one judgement. */
public sealed interface Verdict {
    /** The verdict that nothing is wrong. */
    Verdict FINE = new Fine();

    /** The recording does not have the problem. */
    record Fine() implements Verdict {}

    /**
     * The recording has the problem.
     *
     * @param text what was measured, in words, without advice
     * @param figures the numbers behind it
     */
    record Found(String text, List<Figure> figures) implements Verdict {
        public Found {
            figures = List.copyOf(figures);
        }
    }

    /**
     * Whether the recording has the problem cannot be told.
     *
     * @param reason why not
     */
    record Unknown(String reason) implements Verdict {}

    /** A number with its name in JSON. */
    record Figure(String name, double value) {}
}
