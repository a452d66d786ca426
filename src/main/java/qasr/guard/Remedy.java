package qasr.guard;

/** What may help. */
enum Remedy {
    /** Nothing, or nothing is needed. */
    NONE,
    /** The same again, computed as exactly as the weights allow; then in pieces. */
    PRECISELY,
    /** The same again without the context. */
    WITHOUT_CONTEXT,
    /** In two pieces, cut where it is quietest; one that is too short for that is moved by a fifth of a second. */
    IN_PIECES,
    /** As in pieces, then with a penalty on what was said lately. */
    OUT_OF_LOOP
}
