package qasr.torch;

/** What a worker may be asked to do. */
sealed interface NetworkTask {
    /** Decode a chunk beside others. */
    record Decode(ChunkTask chunk) implements NetworkTask {}

    /** Do something else that computes. */
    record Call(Runnable action) implements NetworkTask {}

    /** Finish what has begun, take no more, and end. */
    record Leave() implements NetworkTask {}
}
