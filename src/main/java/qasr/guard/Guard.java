package qasr.guard;

import java.util.Optional;

/** Judges answers of the network; keeps no state, so that any thread may ask it. */
interface Guard {
    GuardName name();

    /** Returns what is wrong with {@code answer}, if anything. */
    Optional<Finding> check(Answer answer);
}
