package qasr.transcribe;

import qasr.audio.Waveform;

/** What a chunk's samples are worth to the network. */
enum Hearing {
    /** Sound. */
    AUDIBLE,
    /** No samples, or none as loud as half a step of 16-bit sound: nothing was recorded. */
    SILENT,
    /** A sample is infinite or no number at all. */
    NOT_A_NUMBER;

    private static final float HALF_STEP = 0.5f / 32_768;

    static Hearing of(Waveform waveform) {
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
}
