package qasr.torch;

/** The forward pass of the speech detector's network. May own native memory: close it. */
interface SileroForward extends AutoCloseable {
    /** How many samples before a VAD frame the network hears too. */
    int CONTEXT_SAMPLES = 64;

    /**
     * What a pass gives.
     *
     * @param probabilities of speech, one for each VAD frame
     * @param state after the last frame
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Result(float[] probabilities, SileroState state) {
        /** Tells whether all of it is finite. */
        boolean isFinite() {
            return state.isFinite() && SileroState.isFinite(probabilities);
        }
    }

    /**
     * Runs {@code frames} VAD frames, one after another.
     *
     * @param samples the last 64 samples before them and then theirs, 64 + 512 {@code frames}
     * @param state what the frame before them left
     */
    Result run(float[] samples, int frames, SileroState state);

    @Override
    void close();
}
