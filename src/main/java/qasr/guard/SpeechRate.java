package qasr.guard;

import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.vad.Chunk;

/**
 * The lowest and highest number of letters per second of speech, for each kind of script.
 *
 * <p>Sources. Coupé, Oh, Dediu and Pellegrino, "Different languages, similar encoding efficiency", Science Advances
 * 5(9), 2019 (doi 10.1126/sciadv.aaw2594): ten people in each of 17 languages read aloud; the languages' means lie
 * between 5 syllables a second (Vietnamese, Thai) and 8 (Basque, Spanish, Japanese), single speakers between 4 and 9.
 * Pellegrino, Coupé and Marsico, "A cross-language perspective on speech information rate", Language 87(3), 2011:
 * Mandarin 5.2, English 6.2, Spanish 7.8, Japanese 7.8. Letters to a syllable are our own rounding: a Han character and
 * a hangul block are one each, a kana at most one, an alphabet takes two and a half.
 *
 * <p>The maximum is about twice the mean, which is beyond the fastest of those readers. The minimum is a twentieth of
 * the mean and applies to long audio only. One second's worth of letters is always allowed, because the detector's
 * ranges leave out some sounds.
 */
enum SpeechRate {
    HAN(0.25, 12, 6),
    KANA(0.3, 16, 8),
    HANGUL(0.3, 14, 7),
    ALPHABET(0.75, 35, 15);

    private static final int WINDOW = Waveform.SAMPLE_RATE / 10;
    /** The energy of a pause: 30 dB below the loudest tenth of a second. */
    private static final double PAUSE = 1e-3;
    /** The energy of a certain pause: 50 dB below the loudest tenth of a second, which may be a slammed door. */
    private static final double STILLNESS = 1e-5;

    private static final double LONG_SECONDS = 8;

    private final double least;
    private final double most;
    private final int free;

    SpeechRate(double least, double most, int free) {
        this.least = least;
        this.most = most;
        this.free = free;
    }

    /** Returns the rate for the main script of {@code letters}. */
    static SpeechRate of(Letters letters) {
        return switch (letters.main()) {
            case HAN -> letters.count(Letters.Script.KANA) > 0 ? KANA : HAN;
            case KANA -> KANA;
            case HANGUL -> HANGUL;
            default -> ALPHABET;
        };
    }

    boolean isTooLong(int letters, double seconds) {
        return letters > free + most * seconds;
    }

    /**
     * Tells whether {@code letters} are too few for {@code seconds} of speech. The limit of 8 s halves with each of
     * {@code cuts}, the number of times that the chunk was cut in two.
     */
    boolean isTooShort(int letters, double seconds, int cuts) {
        return seconds >= LONG_SECONDS / (1 << cuts) && letters < least * seconds;
    }

    /** Returns the seconds of speech in {@code sound}: the lesser of the detected speech and the audible part. */
    static double seconds(Chunk sound) {
        return seconds(sound, PAUSE);
    }

    /** Returns the highest possible seconds of speech in {@code sound}: soft speech beside a loud noise counts. */
    static double mostSeconds(Chunk sound) {
        return seconds(sound, STILLNESS);
    }

    private static double seconds(Chunk sound, double pause) {
        long detected = sound.speech().stream().mapToLong(SampleRange::length).sum();
        double all = detected == 0 ? sound.waveform().length() : detected;
        return Math.min(all / Waveform.SAMPLE_RATE, audible(sound.waveform(), pause));
    }

    private static double audible(Waveform waveform, double pause) {
        double[] energies = new double[(waveform.length() + WINDOW - 1) / WINDOW];
        double loudest = 0;
        for (int i = 0; i < energies.length; i++) {
            for (int k = i * WINDOW; k < Math.min(waveform.length(), (i + 1) * WINDOW); k++) {
                energies[i] += (double) waveform.sample(k) * waveform.sample(k);
            }
            loudest = Math.max(loudest, energies[i]);
        }
        int count = 0;
        for (double energy : energies) {
            count += energy > pause * loudest ? 1 : 0;
        }
        return (double) count * WINDOW / Waveform.SAMPLE_RATE;
    }
}
