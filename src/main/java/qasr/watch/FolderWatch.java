package qasr.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import qasr.console.CommandException;

/** The loop of a watch: looks, hands over what has arrived, waits. */
public final class FolderWatch {
    /** Looks at the watched folder. */
    public interface Looker {
        /** Returns the files in it; empty if the folder is not there. */
        Optional<List<Sighting>> look();

        /** Returns the folders whose changes make the next look come earlier. */
        Collection<Path> folders();
    }

    /** The result of a file that was handed over. */
    public enum Outcome {
        /** Done, or its fault has been reported. */
        DONE,
        /** The outputs could not be written: it is to be handed over again later. */
        AGAIN,
        /** The file went away while it was read. */
        GONE
    }

    /** Receives what happens. */
    public interface Receiver {
        /**
         * Deals with files that have arrived.
         *
         * @param all every file of the folder
         * @throws CommandException if the watch has to end
         */
        Map<Sighting, Outcome> take(List<Sighting> arrived, List<Sighting> all) throws CommandException;

        /** Returns whether the watch is to end. */
        boolean isOver();

        /** Hears that the folder has gone, or has come. */
        void folderIs(boolean there);

        /** Hears that nothing has happened for {@code time}. */
        void idle(Duration time);

        /** Hears at each look which recordings have been locked for long, and the name of each one's lock. */
        void stuck(Map<Path, String> locks);

        /** Hears of a file that is still locked when the watch ends. */
        void locked(Sighting file);
    }

    private static final int LOOKS_PER_SETTLING = 4;
    private static final Duration MOST_PAUSE = Duration.ofSeconds(2);
    /** At most this part of the time is spent looking. */
    private static final int LOOKING = 10;

    private final Looker folder;
    private final Receiver receiver;
    private final Ticks ticks;
    private final Arrivals arrivals;
    private final Duration pause;
    private final Optional<Duration> idleExit;
    private Optional<Boolean> there = Optional.empty();
    private long quietSince;

    /**
     * Creates a watch.
     *
     * @param settle how long a file must be unchanged
     * @param idleExit how long no recording must have come for the watch to end; empty for no end
     */
    public FolderWatch(Looker folder, Receiver receiver, Ticks ticks, Duration settle, Optional<Duration> idleExit) {
        this.folder = folder;
        this.receiver = receiver;
        this.ticks = ticks;
        this.idleExit = idleExit;
        arrivals = new Arrivals(settle, FileLocks::of, WholeFile::test);
        Duration part = settle.dividedBy(LOOKS_PER_SETTLING);
        pause = part.compareTo(MOST_PAUSE) < 0 ? part : MOST_PAUSE;
    }

    /**
     * Watches until no recording has come for long enough.
     *
     * @throws CommandException if a file that arrived shows that the run cannot go on
     */
    public void run() throws CommandException {
        quietSince = ticks.nanos();
        while (!receiver.isOver()) {
            long start = ticks.nanos();
            Optional<List<Sighting>> all = folder.look();
            tell(all.isPresent());
            List<Sighting> ready = all.isPresent() ? arrivals.look(all.get(), start) : List.of();
            if (all.isPresent()) {
                receiver.stuck(arrivals.stuck(start));
            }
            if (!ready.isEmpty()) {
                take(ready, all.get());
                continue;
            }
            quietSince = Math.max(quietSince, arrivals.lastChange());
            if (isIdle(start)) {
                takeRest(all.orElse(List.of()));
                return;
            }
            receiver.idle(Duration.ofNanos(start - quietSince));
            Duration look = Duration.ofNanos((ticks.nanos() - start) * LOOKING);
            ticks.pause(look.compareTo(pause) > 0 ? look : pause, folder.folders());
        }
    }

    private void tell(boolean isThere) {
        if (!there.equals(Optional.of(isThere))) {
            if (there.isPresent() || !isThere) {
                receiver.folderIs(isThere);
            }
            there = Optional.of(isThere);
        }
    }

    private boolean isIdle(long now) {
        return idleExit.isPresent() && now - quietSince >= idleExit.get().toNanos() && !arrivals.isSettling(now);
    }

    private void take(List<Sighting> ready, List<Sighting> all) throws CommandException {
        boolean isNew = ready.stream().anyMatch(file -> file.recording() && !arrivals.isRetry(file));
        Map<Sighting, Outcome> outcomes = receiver.take(ready, all);
        long now = ticks.nanos();
        for (Sighting file : ready) {
            switch (outcomes.getOrDefault(file, Outcome.DONE)) {
                case DONE -> arrivals.done(file);
                case AGAIN -> arrivals.again(file, now);
                case GONE -> arrivals.forget(file);
            }
        }
        if (isNew) {
            quietSince = now;
        }
    }

    /** A file that looks cut off is taken at the end after all, so that its fault is reported and not forgotten. */
    private void takeRest(List<Sighting> all) throws CommandException {
        List<Sighting> rest = arrivals.waiting(false);
        if (!all.isEmpty() && !rest.isEmpty()) {
            take(rest, all);
        }
        arrivals.waiting(true).forEach(receiver::locked);
    }
}
