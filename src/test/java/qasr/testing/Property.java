package qasr.testing;

import java.util.Random;

/** Checks a statement on many generated cases. Every case has its own seed, named when it fails. */
public final class Property {
    /** A statement about one generated case; throws (an assertion error, usually) when it does not hold. */
    @FunctionalInterface
    public interface Check {
        void on(Random random) throws Exception;
    }

    private Property() {}

    /**
     * Checks {@code cases} cases with seeds 1, 2, 3, …: the same ones on every run and machine. {@code -Dseed=N} runs
     * the case with seed N alone; {@code -Dproperty.cases=N} checks at most N cases, for frequent runs of the tests;
     * {@code -Dproperty.after=N} checks as many other cases, from seed N + 1 on.
     */
    public static void forAll(int cases, Check check) {
        String replay = System.getProperty("seed");
        if (replay != null) {
            check(Long.parseLong(replay), check);
            return;
        }
        int most = Integer.getInteger("property.cases", cases);
        long after = Long.getLong("property.after", 0);
        for (long seed = 1; seed <= Math.min(cases, most); seed++) {
            check(after + seed, check);
        }
    }

    private static void check(long seed, Check check) {
        try {
            // Neighbouring seeds of java.util.Random begin alike; spread them.
            check.on(new Random(seed * 0x9E3779B97F4A7C15L));
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(
                    "fails for seed " + seed + " (replay with -Dseed=" + seed + "): " + failure, failure);
        }
    }
}
