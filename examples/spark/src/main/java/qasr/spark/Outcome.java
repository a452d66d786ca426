package qasr.spark;

import java.io.Serializable;

/**
 * How a unit ended.
 *
 * @param parts the number of parts of a recording that was divided, else 0
 * @param seconds the length of a recording that was divided, else 0
 * @param row the row of a recording that failed, as JSON, else ""
 */
record Outcome(Unit unit, End end, int parts, double seconds, String row) implements Serializable {
    /** The ways in which a unit ends. */
    enum End {
        /** The results are in the folder of results. */
        DONE,
        /** The recording is long: its parts are to be decoded. */
        DIVIDED,
        FAILED,
        /** The process ended while it was worked on: it is tried again, alone. */
        SUSPECT,
        /** Work has not begun, because the process of the task had ended. */
        PUT_BACK
    }

    static Outcome of(Unit unit, End end) {
        return new Outcome(unit, end, 0, 0, "");
    }

    static Outcome failed(Unit unit, ResultRow row) {
        return new Outcome(unit, End.FAILED, 0, 0, row.json());
    }
}
