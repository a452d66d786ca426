package qasr.transcribe;

import qasr.audio.Waveform;
import qasr.vad.Chunk;

/** Whether the samples of a chunk can be decoded. */
enum SampleCheck {
    /** There is sound. */
    AUDIBLE,
    /** There are no samples, or all are quieter than half a step of 16-bit audio. */
    SILENT,
    /** A sample is infinite or NaN. */
    NOT_A_NUMBER;

    private static final float HALF_STEP = 0.5f / 32_768;

    static SampleCheck of(Waveform waveform) {
        float peak = 0;
        for (int i = 0; i < waveform.length(); i++) {
            float sample = waveform.sample(i);
            if (!Float.isFinite(sample)) {
                return NOT_A_NUMBER;
            }
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak < HALF_STEP ? SILENT : AUDIBLE;
    }

    /**
     * Returns {@code chunk} with non-finite samples outside its speech set to 0, so that they do not make the speech in
     * the chunk undecodable.
     */
    static Chunk mended(Chunk chunk) {
        if (SampleCheck.of(chunk.waveform()) != NOT_A_NUMBER || chunk.speech().isEmpty()) {
            return chunk;
        }
        float[] samples = chunk.waveform().toArray();
        for (int i = 0; i < samples.length; i++) {
            long position = chunk.range().start() + i;
            boolean speech =
                    chunk.speech().stream().anyMatch(range -> range.start() <= position && position < range.end());
            if (!speech && !Float.isFinite(samples[i])) {
                samples[i] = 0;
            }
        }
        return chunk.with(Waveform.of(samples), chunk.speech());
    }
}
