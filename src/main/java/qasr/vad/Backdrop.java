package qasr.vad;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;

/**
 * The kind of sound in a recording where nobody speaks: silence, noise, music or broken. It is measured while the
 * recording is read, together with the loudness of the whole recording, and takes one byte per tenth of a second, a third of a megabyte for ten hours.
 *
 * <p>A tenth of a second is <em>silent</em> below -50 dBFS (root mean square; a good recording of a quiet room is below
 * this). A louder tenth is <em>tonal</em> if its spectrum is far from flat. The measure is Wiener's spectral flatness,
 * the ratio of the geometric to the arithmetic mean of the power, in bands of half a kilohertz between 125 Hz and 6
 * kHz, weighted by the bands' power. It is 1 for a flat spectrum, about 0.56 for white noise and near 0 for harmonics;
 * the limit is 0.2. Separate bands prevent that the slope of a hum or of wind counts as a tone.
 *
 * <p>A range is {@link Kind#BROKEN} if any sample is not a finite number, {@link Kind#SILENCE} if less than a fifth of
 * it is loud, {@link Kind#MUSIC} if at least half of the loud part is tonal, else {@link Kind#NOISE}. A dial tone
 * counts as music.
 */
public final class Backdrop {
    /** The kinds of sound. */
    public enum Kind {
        SILENCE,
        NOISE,
        MUSIC,
        /** Some samples are not finite numbers. */
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
    private final LevelMeter levels = new LevelMeter();
    private int filled;
    private byte[] kinds = new byte[1024];
    private int count;
    private long start;
    private OptionalLong unheardFrom = OptionalLong.empty();
    private final NarrowBand speech = new NarrowBand();
    private final Unsure unsure = new Unsure();
    private boolean phone;
    /** The backdrop of each channel, if this is the loudest of several. */
    private List<Backdrop> channels = List.of();

    /**
     * Becomes what is heard in the loudest of several channels of the same length: broken if one is, silent if all are,
     * and music if no loud one has other sound. Its position and whether it is from a telephone stay.
     */
    Backdrop loudestOf(List<Backdrop> several) {
        channels = List.copyOf(several);
        Backdrop first = channels.get(0);
        kinds = new byte[first.count + 1];
        for (int i = 0; i < first.count; i++) {
            kinds[i] = SILENT;
            for (Backdrop channel : channels) {
                kinds[i] = louder(kinds[i], channel.kinds[i]);
            }
        }
        count = first.count;
        if (first.filled > 0) {
            byte kind = SILENT;
            for (Backdrop channel : channels) {
                kind = louder(kind, channel.kindOfFrame());
            }
            kinds[count++] = kind;
        }
        return this;
    }

    private static byte louder(byte one, byte other) {
        return switch (one) {
            case SILENT -> other;
            case TONAL -> other == SILENT ? one : other;
            case NOISY -> other == BROKEN ? other : one;
            default -> one;
        };
    }

    /** Sets the position in the recording at which reading began. Ranges count from the start of the recording. */
    public Backdrop placedAt(long samples) {
        start = samples;
        return this;
    }

    /** Returns the position in the recording at which reading began. */
    public long start() {
        return start;
    }

    /** Records that the speech detector failed {@code samples} after the position at which reading began. */
    void unheardFrom(long samples) {
        unheardFrom = OptionalLong.of(samples);
    }

    /** Returns the position in the recording at which the speech detector failed, if it did. */
    public OptionalLong unheardFrom() {
        return unheardFrom.isPresent() ? OptionalLong.of(start + unheardFrom.getAsLong()) : unheardFrom;
    }

    /** Returns the loudness since the position at which reading began. */
    public LevelMeter levels() {
        return channels.isEmpty()
                ? levels
                : LevelMeter.loudest(
                        channels.stream().map(channel -> channel.levels).toList());
    }

    /** Measures speech of the recording: one contiguous piece. */
    void acceptSpeech(float[] samples, int offset, int length) {
        speech.accept(samples, offset, length);
    }

    /** Adds the probability of the VAD frame at {@code samples} after the position at which reading began. */
    void acceptProbability(long samples, float probability, float threshold) {
        unsure.accept(samples, probability, threshold);
    }

    /** Returns the sound that may be speech, but has too low a probability and is in none of {@code chunks}, in order. */
    public List<SampleRange> unsureOutside(Collection<SampleRange> chunks) {
        Unsure all = new Unsure();
        all.add(unsure);
        channels.forEach(channel -> all.add(channel.unsure));
        List<SampleRange> heard =
                chunks.stream().map(chunk -> chunk.shifted(-start)).toList();
        return all.outside(heard).stream().map(range -> range.shifted(start)).toList();
    }

    /** Sets that the recording is from a telephone, as the user says. */
    public void fromPhone() {
        phone = true;
    }

    /**
     * Returns whether the speech so far is narrow-band, as {@link NarrowBand} finds it; empty if there is too little. Of
     * several channels, all with enough speech must be.
     */
    public Optional<Boolean> isNarrowBand() {
        if (phone) {
            return Optional.of(true);
        }
        return channels.isEmpty()
                ? speech.verdict()
                : channels.stream()
                        .map(channel -> channel.speech.verdict())
                        .flatMap(Optional::stream)
                        .reduce((one, other) -> one && other);
    }

    /** Measures the next samples of the recording. */
    public void accept(float[] samples, int offset, int length) {
        levels.accept(samples, offset, length);
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

    /** Returns the kind of {@code range}, which must have been read. */
    public Kind kind(SampleRange range) {
        return kindOf(new SampleRange(Math.max(0, range.start() - start), Math.max(0, range.end() - start)));
    }

    private Kind kindOf(SampleRange range) {
        int[] frames = new int[4];
        int first = (int) ((range.start() + FRAME_SAMPLES - 1) / FRAME_SAMPLES);
        int last = (int) (range.end() / FRAME_SAMPLES);
        if (first >= last) { // no whole frame is inside: use the frames around it
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
