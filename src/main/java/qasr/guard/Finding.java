package qasr.guard;

/**
 * What a guard found.
 *
 * @param flag what the result says about it, such as "loop"
 * @param cost how wrong a second of such a text is: 0 is only worth knowing, 4 is nothing at all
 * @param remedy what to try
 * @param effect what it makes of the answer where nothing better comes of the remedy
 */
record Finding(GuardName guard, String flag, int cost, Remedy remedy, Effect effect) {
    /** What becomes of a text that something is wrong with. */
    enum Effect {
        /** It stays. */
        NONE,
        /** It stays and is not complete. */
        TRUNCATED,
        /** It is cut where it begins to repeat itself, and is not complete. */
        CUT,
        /** It was never said. */
        NO_SPEECH,
        /** There is none. */
        FAILED
    }
}
