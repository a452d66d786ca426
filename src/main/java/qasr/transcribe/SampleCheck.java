package qasr.transcribe;

import qasr.audio.Waveform;
import qasr.vad.Chunk;

/** What a chunk's samples are worth to the network. */
enum SampleCheck {
    /** Sound. */
    AUDIBLE,
    /** No samples, or none as loud as half a step of 16-bit sound: nothing was recorded. */
    SILENT,
    /** A sample is infinite or no number at all. */
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
     * Returns {@code chunk} with silence in place of samples that are no numbers outside of its speech: what nobody
     * says anything in must not cost what is said beside it.
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
        return new Chunk(chunk.range(), Waveform.of(samples), chunk.speech());
    }
}
