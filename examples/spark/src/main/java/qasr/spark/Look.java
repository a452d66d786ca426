package qasr.spark;

import java.io.Serializable;

/**
 * A recording as it was found before the work.
 *
 * @param state what is to be done
 * @param error why it cannot be transcribed, "" if it can
 * @param bytes the size of the file
 * @param modified the time of its last change, in milliseconds
 * @param runSum the sum of model, options and version
 * @param seconds its length as the list states it, or a guess from its size
 */
record Look(Entry entry, State state, String error, long bytes, long modified, String runSum, double seconds)
        implements Serializable {
    /** Kinds of recordings, by the work that is left. */
    enum State {
        /** A recording whose row in the table is up to date. */
        CURRENT,
        /** A recording that an earlier run, which was stopped, has finished. */
        KEPT,
        TO_DO,
        FAILED
    }

    /** Returns the name of its state: another if recording, options or model change. */
    String key() {
        return key(entry.id(), runSum, bytes, modified);
    }

    static String key(String id, String runSum, long bytes, long modified) {
        return id + "-" + Sums.of(runSum, Long.toString(bytes), Long.toString(modified));
    }

    Look as(State other) {
        return new Look(entry, other, error, bytes, modified, runSum, seconds);
    }
}
