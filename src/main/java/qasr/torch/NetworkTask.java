package qasr.torch;

/** A task for the workers. */
sealed interface NetworkTask {
    /** Decode a chunk, in a batch with others. */
    record Decode(ChunkTask chunk) implements NetworkTask {}

    /** Run another computation. */
    record Call(Runnable action) implements NetworkTask {}

    /** Finish all chunks in progress, start no more, and end. */
    record Leave() implements NetworkTask {}
}
