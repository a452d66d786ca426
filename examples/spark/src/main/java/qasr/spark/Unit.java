package qasr.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A piece of work that a crash destroys at once: a recording, or a part of a long one, or the joining of its parts.
 *
 * @param part the number of the part, from 0; -1 for what has none
 * @param seconds the length of its sound, which tells how long it takes
 */
record Unit(Kind kind, Look look, int part, double seconds) implements Serializable {
    /** The longest first; equal ones in a fixed order. */
    static final Comparator<Unit> LONGEST_FIRST =
            Comparator.comparingDouble(Unit::seconds).reversed().thenComparing(Unit::name);

    /** The kinds of work. */
    enum Kind {
        /** Transcribe a recording or, if it turns out to be long, find its chunks. */
        RECORDING,
        /** Decode some chunks of a long recording. */
        PART,
        /** Write the results of a long recording from the results of its parts. */
        JOIN
    }

    static Unit recording(Look look) {
        return new Unit(Kind.RECORDING, look, -1, look.seconds());
    }

    /** Returns the name of its state. */
    String name() {
        return switch (kind) {
            case RECORDING -> look.key();
            case PART -> look.key() + "-" + Parts.number(part);
            case JOIN -> look.key() + "-join";
        };
    }
}
