package qasr.guard;

/** The retry strategy for a faulty answer. */
enum Remedy {
    /** No retry. */
    NONE,
    /** Decode the same audio with the highest precision that the weights allow, then in pieces. */
    PRECISELY,
    /** Decode the same audio without the context. */
    WITHOUT_CONTEXT,
    /** Decode two pieces, cut at the quietest point. Audio that is too short to cut is shifted by 0.2 s instead. */
    IN_PIECES,
    /** Decode in pieces, then with a penalty on recent tokens. */
    OUT_OF_LOOP
}
