package qasr.torch;

/** The forward pass of the speech detector's network. May own native memory: close it. */
interface SileroForward extends AutoCloseable {
    /** The number of samples before a VAD frame that the network also uses. */
    int CONTEXT_SAMPLES = 64;

    /**
     * The result of a pass.
     *
     * @param probabilities of speech, one for each VAD frame
     * @param state after the last frame
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Result(float[] probabilities, SileroState state) {
        /** Returns whether all numbers are finite. */
        boolean isFinite() {
            return state.isFinite() && SileroState.isFinite(probabilities);
        }
    }

    /**
     * Runs {@code frames} VAD frames, one after another.
     *
     * @param samples 64 samples before the frames, then the frames: 64 + 512 {@code frames}
     * @param state the state after the frame before them
     */
    Result run(float[] samples, int frames, SileroState state);

    @Override
    void close();
}
