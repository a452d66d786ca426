package qasr.check;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import qasr.audio.HalfDecibels;
import qasr.audio.SampleRange;

/**
 * The levels of speech and of the noise around it, in dB below full scale.
 *
 * <p>The speech level is the mean power in the speech ranges, without the noise. The noise floor is the lower of two levels: the
 * one that a tenth of the pauses is below, which are what lies within a second of speech, and the one that a twentieth of the
 * speech is below, in gaps between words. Pauses of less than half a second in all are ignored. Digital silence in pauses is
 * ignored too if there is half a second of other pauses: an editor has added it, and the microphone's noise is elsewhere.
 *
 * @param speech the level of speech
 * @param floor the level of noise
 * @param speechSeconds the length of the speech
 */
public record SpeechLevels(double speech, double floor, double speechSeconds) {
    /** 32 ms, as a speech detector's frame. */
    private static final int FRAME_BLOCKS = 4;

    private static final int FRAME = FRAME_BLOCKS * SoundMeter.BLOCK;
    /** Digital silence is below this level. */
    public static final double NO_NOISE = -100;

    private static final int NEAR_FRAMES = 31;
    private static final int LEAST_PAUSES = 16;
    private static final double PAUSE_SHARE = 0.1;
    private static final double SPEECH_SHARE = 0.05;

    /** Measures the levels of {@code sound}, whose speech is at {@code speech}. Without speech, both are silence. */
    public static SpeechLevels of(SoundMeter sound, List<SampleRange> speech) {
        int frames = sound.blocks() / FRAME_BLOCKS;
        BitSet spoken = new BitSet(frames);
        BitSet near = new BitSet(frames);
        for (SampleRange range : speech) {
            int first = (int) Math.min(frames, range.start() / FRAME);
            int last = (int) Math.min(frames, (range.end() + FRAME - 1) / FRAME);
            spoken.set(first, last);
            near.set(Math.max(0, first - NEAR_FRAMES), Math.min(frames, last + NEAR_FRAMES));
        }
        near.andNot(spoken);
        double[] pauses = withoutDigitalSilence(levels(sound, near));
        double[] words = levels(sound, spoken);
        double floor = words.length > 0 ? words[(int) (SPEECH_SHARE * words.length)] : HalfDecibels.SILENCE;
        if (pauses.length >= LEAST_PAUSES) {
            floor = Math.min(floor, pauses[(int) (PAUSE_SHARE * pauses.length)]);
        }
        double power = 0;
        for (double level : words) {
            power += Math.pow(10, level / 10) / words.length;
        }
        double clean = Math.max(power - Math.pow(10, floor / 10), power / 100);
        return new SpeechLevels(HalfDecibels.exact(clean), floor, words.length * (double) FRAME / 16_000);
    }

    private static double[] levels(SoundMeter sound, BitSet frames) {
        double[] levels = frames.stream()
                .mapToDouble(frame -> HalfDecibels.exact(sound.power(frame * FRAME_BLOCKS, (frame + 1) * FRAME_BLOCKS)))
                .toArray();
        Arrays.sort(levels);
        return levels;
    }

    private static double[] withoutDigitalSilence(double[] pauses) {
        double[] others =
                Arrays.stream(pauses).filter(level -> level >= NO_NOISE).toArray();
        return others.length >= LEAST_PAUSES ? others : pauses;
    }

    /** Returns how far the speech is above the noise, in decibels. */
    public double ratio() {
        return speech - floor;
    }
}
