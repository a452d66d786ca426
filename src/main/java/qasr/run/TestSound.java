package qasr.run;

import qasr.audio.Waveform;

/** Makes the test sound, which is like a voice in pitch, overtones and syllables, and always the same. */
final class TestSound {
    private static final double PITCH_HZ = 130;
    private static final double SYLLABLES_PER_SECOND = 4;
    private static final int OVERTONES = 20;
    private static final double LOUDNESS = 0.05;

    private TestSound() {}

    static Waveform waveform(int seconds) {
        float[] samples = new float[seconds * Waveform.SAMPLE_RATE];
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / Waveform.SAMPLE_RATE;
            double sum = 0;
            for (int k = 1; k <= OVERTONES; k++) {
                sum += Math.sin(2 * Math.PI * k * PITCH_HZ * t + k * k) / k;
            }
            double syllable = Math.pow(Math.sin(Math.PI * SYLLABLES_PER_SECOND * t), 2);
            samples[i] = (float) (LOUDNESS * sum * syllable);
        }
        return Waveform.of(samples);
    }
}
