package qasr.train;

/** The sizes of the network to train; the names are those of config.json. */
record Shape(
        int convChannels,
        int encoderWidth,
        int encoderLayers,
        int encoderHeads,
        int encoderFfn,
        int hidden,
        int layers,
        int heads,
        int kvHeads,
        int headDim,
        int ffn,
        double ropeTheta) {
    static final int CHUNK_FRAMES = 100;
    static final int WINDOW_CHUNKS = 8;
    static final double EPSILON = 1e-6;

    /** Audio tokens of {@code frames} mel frames. */
    static int audioTokens(int frames) {
        int rest = frames % CHUNK_FRAMES;
        for (int i = 0; i < 3; i++) {
            rest = Math.floorDiv(rest - 1, 2) + 1;
        }
        return frames / CHUNK_FRAMES * 13 + rest;
    }
}
