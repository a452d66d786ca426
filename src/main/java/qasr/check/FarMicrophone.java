package qasr.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import qasr.audio.SampleRange;

/**
 * Decides whether the microphone is far from the speaker: the room's noise or its reverberation is too loud in comparison.
 *
 * <p>Noise. Measure: how far the speech is above the noise. Threshold: 10 dB.
 *
 * <p>Reverberation. Speech of a near microphone falls steeply at the end of many syllables; in a room, it cannot fall faster
 * than the room's sound dies away. Measure: the fall within 160 ms from places within 10 dB of the speech level, which 5 % of
 * the falls exceed. Threshold: 13 dB, as in a room with a reverberation time of 0.74 s whose direct sound has gone. Measured
 * on 19 recordings: near microphones 16.6 dB and more, with noise 20 dB below 13.7 and more; in made rooms, direct sound 5 dB
 * below the reverberation, at most 12.6 dB for 0.8 s and 10.2 dB for 1.2 s. With less than 20 dB between speech and noise, the
 * noise limits the fall, so nothing is claimed.
 *
 * @see <a href="https://doi.org/10.1121/1.1616578">Ratnam et al. 2003, Blind estimation of reverberation time</a>: the decays
 *     after syllables
 */
final class FarMicrophone implements Judgement {
    private static final double MIN_RATIO = 10;
    private static final double MIN_FALL = 13;
    private static final double RANGE_OF_FALLS = 20;
    private static final double LEAST_SECONDS = 2;
    private static final int FALL_BLOCKS = 20;
    private static final double NEAR_DECIBELS = 10;
    private static final double EXCEEDED = 0.95;
    private static final int LEAST_FALLS = 50;

    @Override
    public Problem problem() {
        return Problem.FAR_MICROPHONE;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        if (!measurements.hasSpeech()) {
            return Phrases.NO_SPEECH;
        }
        double ratio = measurements.levels().ratio();
        if (ratio < MIN_RATIO) {
            return new Verdict.Found(
                    String.format(Locale.ROOT, "the noise is only %.0f dB below the speech", ratio),
                    List.of(new Verdict.Figure("snr_db", ratio)));
        }
        if (new Clipped().judge(measurements) instanceof Verdict.Found) {
            return new Verdict.Unknown("clipping changes how speech falls");
        }
        if (measurements.levels().speechSeconds() < LEAST_SECONDS) {
            return new Verdict.Unknown("there are less than two seconds of speech");
        }
        if (ratio < RANGE_OF_FALLS) {
            return new Verdict.Unknown("noise hides the reverberation");
        }
        double[] falls = falls(measurements);
        if (falls.length < LEAST_FALLS) {
            return new Verdict.Unknown("there is too little speech");
        }
        double fall = falls[(int) (EXCEEDED * falls.length)];
        return fall >= MIN_FALL
                ? Verdict.FINE
                : new Verdict.Found(
                        String.format(Locale.ROOT, "reverberation: the speech falls by only %.0f dB in 160 ms", fall),
                        List.of(new Verdict.Figure("fall_db", fall)));
    }

    private static double[] falls(Measurements measurements) {
        SoundMeter sound = measurements.sound();
        double[] smooth = new double[sound.blocks()];
        for (int block = 0; block < smooth.length; block++) {
            smooth[block] = 10 * Math.log10(sound.power(Math.max(0, block - 1), block + 2) + 1e-13);
        }
        double[] falls = new double[smooth.length];
        int count = 0;
        for (SampleRange range : measurements.speech()) {
            int last = (int) Math.min(smooth.length - FALL_BLOCKS, range.end() / SoundMeter.BLOCK);
            for (int block = (int) (range.start() / SoundMeter.BLOCK); block < last; block++) {
                if (smooth[block] > measurements.levels().speech() - NEAR_DECIBELS) {
                    falls[count++] = smooth[block] - smooth[block + FALL_BLOCKS];
                }
            }
        }
        double[] found = Arrays.copyOf(falls, count);
        Arrays.sort(found);
        return found;
    }
}
