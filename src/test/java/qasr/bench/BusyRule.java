package qasr.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * Decides when a measurement is discarded because the machine was busy with other processes.
 *
 * <p>A program that leaves a core idle by itself is not refused: what it could have had counts, taken or not. {@code
 * leastOwn} refuses that, too.
 *
 * @param leastOffered how much of all processors must have been taken by what is measured, or free: 0.9 is 180 % of two
 * @param mostOthers how many processors other processes may take
 * @param leastOwn how many processors what is measured must take, 0 for any
 */
record BusyRule(double leastOffered, double mostOthers, double leastOwn) {
    /** Runs shorter than this are too few ticks for shares: a second is a hundred. */
    private static final double SHORTEST = 0.5;

    /** Returns why {@code load} counts for nothing, if so. */
    Optional<String> objection(MachineLoad load) {
        if (load.wall() < SHORTEST) {
            return Optional.empty();
        }
        if (load.othersShare() > mostOthers) {
            return Optional.of(text("others took %.0f %% of a processor", load.othersShare()));
        }
        if (load.offeredShare() < leastOffered * load.processors()) {
            return Optional.of(text("only %.0f %% of a processor was to be had", load.offeredShare()));
        }
        if (load.ownShare() < leastOwn) {
            return Optional.of(text("only %.0f %% of a processor was taken", load.ownShare()));
        }
        return Optional.empty();
    }

    /** Returns the rule for a program that does not use all processors, such as one that starts. */
    BusyRule ofAnyOwn() {
        return new BusyRule(leastOffered, mostOthers, 0);
    }

    private static String text(String pattern, double share) {
        return String.format(Locale.ROOT, pattern, 100 * share);
    }
}
