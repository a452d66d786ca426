package qasr.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Remembers the files of a folder from look to look, and tells which of them have arrived. */
final class Arrivals {
    /** A file that has paused before must rest for this many times its longest pause. */
    private static final int PAUSES = 3;

    private static final long MOST_SETTLE = Duration.ofMinutes(2).toNanos();
    /** How long a file that looks cut off is waited for. After that it is taken, and its fault is reported. */
    private static final long PATIENCE = Duration.ofMinutes(10).toNanos();

    private static final long FIRST_RETRY = Duration.ofMinutes(1).toNanos();
    private static final int MOST_DOUBLINGS = 6;

    private final long settle;
    private final Function<Path, Optional<String>> lock;
    private final Predicate<Path> whole;
    private final Map<Path, State> known = new HashMap<>();
    private long lastChange;

    private static final class State {
        private Sighting last;
        private long since;
        private long longestPause;
        private long notBefore;
        private int tries;
        private boolean done;
        private boolean waits;
        private Optional<String> lock = Optional.empty();

        private State(Sighting first, long now) {
            last = first;
            since = now;
            notBefore = now;
        }
    }

    /**
     * Creates a memory that knows no file.
     *
     * @param settle how long a file must be unchanged
     * @param lock returns the name of the lock that another program holds on a file
     * @param whole tells whether the bytes that a file's header promises are there
     */
    Arrivals(Duration settle, Function<Path, Optional<String>> lock, Predicate<Path> whole) {
        this.settle = settle.toNanos();
        this.lock = lock;
        this.whole = whole;
    }

    /** Takes in one look, and returns the files that have arrived, in its order. */
    List<Sighting> look(List<Sighting> all, long now) {
        Set<Path> present = new HashSet<>();
        List<Sighting> ready = new ArrayList<>();
        for (Sighting each : all) {
            present.add(each.path());
            State state = known.get(each.path());
            if (state == null) {
                state = new State(each, now);
                known.put(each.path(), state);
                changed(each, now);
            } else if (!state.last.equals(each)) {
                change(state, each, now);
            }
            if (isReady(state, now)) {
                ready.add(each);
            }
        }
        known.keySet().retainAll(present);
        return ready;
    }

    private void change(State state, Sighting each, long now) {
        if (!state.done) {
            state.longestPause = Math.max(state.longestPause, now - state.since);
        }
        state.last = each;
        state.since = now;
        state.notBefore = now;
        state.tries = 0;
        state.done = false;
        state.waits = false;
        changed(each, now);
    }

    private void changed(Sighting each, long now) {
        if (each.recording()) {
            lastChange = now;
        }
    }

    private long settle(State state) {
        return Math.max(settle, Math.min(PAUSES * Math.min(state.longestPause, MOST_SETTLE), MOST_SETTLE));
    }

    private boolean isReady(State state, long now) {
        if (state.done || now - state.since < settle(state) || now < state.notBefore) {
            return false;
        }
        state.lock = lock.apply(state.last.path());
        state.waits = state.lock.isPresent() || (now - state.since < PATIENCE && !whole.test(state.last.path()));
        return !state.waits;
    }

    /** Notes that a file has been dealt with; only a change makes it arrive again. */
    void done(Sighting file) {
        State state = known.get(file.path());
        if (state != null && state.last.equals(file)) {
            state.done = true;
        }
    }

    /** Notes that a file could not be dealt with, through no fault of its own: it arrives again later. */
    void again(Sighting file, long now) {
        State state = known.get(file.path());
        if (state != null && state.last.equals(file)) {
            state.notBefore = now + (FIRST_RETRY << Math.min(state.tries, MOST_DOUBLINGS));
            state.tries++;
        }
    }

    /** Forgets a file that is not there any more. */
    void forget(Sighting file) {
        known.remove(file.path());
    }

    /** Returns whether {@code file} has been tried before in this state. */
    boolean isRetry(Sighting file) {
        State state = known.get(file.path());
        return state != null && state.tries > 0;
    }

    /** Returns whether a recording may arrive soon, because it has changed a moment ago. */
    boolean isSettling(long now) {
        return known.values().stream()
                .anyMatch(state -> state.last.recording() && !state.done && now - state.since < settle(state));
    }

    /** Returns the recordings that are waited for although they do not change: cut off, or locked. */
    List<Sighting> waiting(boolean lockedOnes) {
        return known.values().stream()
                .filter(state -> state.waits && state.lock.isPresent() == lockedOnes && state.last.recording())
                .map(state -> state.last)
                .sorted((a, b) -> a.path().compareTo(b.path()))
                .toList();
    }

    /** Returns the recordings that have been locked for long although they do not change, with their locks. */
    Map<Path, String> stuck(long now) {
        Map<Path, String> stuck = new TreeMap<>();
        for (State state : known.values()) {
            if (state.waits && state.lock.isPresent() && state.last.recording() && now - state.since >= PATIENCE) {
                stuck.put(state.last.path(), state.lock.get());
            }
        }
        return stuck;
    }

    /** Returns when a recording came or changed last; 0 if none did. */
    long lastChange() {
        return lastChange;
    }
}
