package qasr.vad;

import java.util.Arrays;
import java.util.OptionalLong;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * What a recording sounds like where nobody speaks, measured while it is read: one byte for each tenth of a second, a
 * third of a megabyte for ten hours.
 *
 * <p>A tenth of a second is <em>silent</em> below -50 dBFS (root mean square; a quiet room recorded well is below that).
 * A louder one is <em>tonal</em> if its spectrum is far from flat: in bands of half a kilohertz between 125 Hz and 6 kHz
 * the ratio of the geometric to the arithmetic mean of the power (Wiener's spectral flatness; 1 for a flat spectrum,
 * about 0.56 for white noise since power fluctuates, near 0 for harmonics), weighted by the bands' power, is below 0.2.
 * Bands keep the slope of a hum or of wind from counting as tones.
 *
 * <p>A stretch is then {@link Kind#BROKEN} if any of it is no number, {@link Kind#SILENCE} if less than a fifth of it is
 * loud, {@link Kind#MUSIC} if at least half of what is loud is tonal, else {@link Kind#NOISE}. A dial tone is music, too.
 */
public final class Backdrop {
    /** What a stretch sounds like. */
    public enum Kind {
        SILENCE,
        NOISE,
        MUSIC,
        /** It has samples that are no finite numbers. */
        BROKEN
    }

    private static final int FRAME_SAMPLES = Waveform.SAMPLE_RATE / 10;
    private static final double SILENCE_POWER = 1e-5; // -50 dBFS
    private static final double LOUD_SHARE = 0.2;
    private static final double TONAL_SHARE = 0.5;

    private static final byte SILENT = 0;
    private static final byte NOISY = 1;
    private static final byte TONAL = 2;
    private static final byte BROKEN = 3;

    private final float[] frame = new float[FRAME_SAMPLES];
    private final Tonality tonality = new Tonality();
    private int filled;
    private byte[] kinds = new byte[1024];
    private int count;
    private long start;
    private OptionalLong unheardFrom = OptionalLong.empty();

    /** Says that what is read began {@code samples} after the start of the recording; ranges count from the latter. */
    public Backdrop placedAt(long samples) {
        start = samples;
        return this;
    }

    /** Returns where in the recording reading began. */
    public long start() {
        return start;
    }

    /** Notes that the speech detector failed {@code samples} after the start of what is read. */
    void unheardFrom(long samples) {
        unheardFrom = OptionalLong.of(samples);
    }

    /** Returns from where in the recording nobody listened, if the speech detector failed. */
    public OptionalLong unheardFrom() {
        return unheardFrom.isPresent() ? OptionalLong.of(start + unheardFrom.getAsLong()) : unheardFrom;
    }

    /** Takes the next samples of the recording. */
    public void accept(float[] samples, int offset, int length) {
        int taken = 0;
        while (taken < length) {
            int part = Math.min(length - taken, FRAME_SAMPLES - filled);
            System.arraycopy(samples, offset + taken, frame, filled, part);
            filled += part;
            taken += part;
            if (filled == FRAME_SAMPLES) {
                finishFrame();
            }
        }
    }

    private void finishFrame() {
        if (count == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * count);
        }
        kinds[count++] = kindOfFrame();
        filled = 0;
    }

    private byte kindOfFrame() {
        double power = 0;
        for (int i = 0; i < filled; i++) {
            power += frame[i] * (double) frame[i];
        }
        if (!Double.isFinite(power)) {
            return BROKEN;
        }
        if (power < SILENCE_POWER * filled) {
            return SILENT;
        }
        return filled == FRAME_SAMPLES && tonality.isTonal(frame) ? TONAL : NOISY;
    }

    /** Returns what {@code range} sounds like, which must have been read; the recording's last samples may be in it. */
    public Kind kind(SampleRange range) {
        return kindOf(new SampleRange(Math.max(0, range.start() - start), Math.max(0, range.end() - start)));
    }

    private Kind kindOf(SampleRange range) {
        int[] frames = new int[4];
        int first = (int) ((range.start() + FRAME_SAMPLES - 1) / FRAME_SAMPLES);
        int last = (int) (range.end() / FRAME_SAMPLES);
        if (first >= last) { // no whole frame is inside: what is around it is the best guess
            first = (int) (range.start() / FRAME_SAMPLES);
            last = first + 1;
        }
        for (int i = first; i < Math.min(last, count); i++) {
            frames[kinds[i]]++;
        }
        if (last > count && filled > 0) {
            frames[kindOfFrame()]++;
        }
        int loud = frames[NOISY] + frames[TONAL];
        if (frames[BROKEN] > 0) {
            return Kind.BROKEN;
        }
        if (loud == 0 || loud < LOUD_SHARE * (frames[SILENT] + loud)) {
            return Kind.SILENCE;
        }
        return frames[TONAL] >= TONAL_SHARE * loud ? Kind.MUSIC : Kind.NOISE;
    }
}
