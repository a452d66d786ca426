package qasr.guard;

/**
 * A fault that a guard found in an answer.
 *
 * @param flag the flag for the transcript, such as "loop"
 * @param cost how bad the fault is, per second of audio: 0 is for information only, 4 means that there is no usable
 *     text
 * @param remedy the retry strategy
 * @param effect what happens to the text if no retry gives a better answer
 */
record Finding(GuardName guard, String flag, int cost, Remedy remedy, Effect effect) {
    /** The effect on the text of a faulty answer that is kept. */
    enum Effect {
        /** The text is kept. */
        NONE,
        /** The text is kept and marked as incomplete. */
        TRUNCATED,
        /** The text is cut where it begins to repeat itself, and marked as incomplete. */
        CUT,
        /** The text is removed: the audio has no speech. */
        NO_SPEECH,
        /** There is no usable text: decoding failed. */
        FAILED
    }
}
