package qasr.check;

/** The problems that are looked for. */
public enum Problem {
    /** There is no sound at all. */
    SILENT,
    /** There is sound, but no speech and no music. */
    NO_SPEECH,
    TOO_QUIET,
    /** The speech detector was unsure whether there is more speech. */
    UNSURE_SPEECH,
    CLIPPED,
    /** The room or its noise is nearly as loud as the speaker. */
    FAR_MICROPHONE,
    MOSTLY_MUSIC,
    /** Speech from a telephone line. */
    NARROW_BAND,
    SILENT_CHANNEL,
    DUPLICATED_CHANNEL,
    OPPOSITE_PHASE,
    DAMAGED,
    MUCH_OVERLAP
}
