package qasr.guard;

import java.util.Optional;

/** A check of the network's answers for one kind of fault. Stateless, so any thread may call it. */
interface Guard {
    GuardName name();

    /** Returns the fault of {@code answer}, or empty if the guard found none. */
    Optional<Finding> check(Answer answer);
}
