package qasr.vad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the sound of one channel in another: the other side's voice in a headset or a telephone, or two channels that
 * are one signal. It judges each VAD frame of two channels by energy and coherence.
 *
 * <p>First the delay between the channels is searched in each second, up to {@value #MOST_LAG_MILLIS} ms in both
 * directions, as the peak of their whitened correlation. Delays that explained sound before are tried as well. Then the
 * sound of a third of a second around each frame is compared at that delay: the <em>explained share</em> is the share of
 * the quieter channel's energy that a fixed filter makes of the louder channel, whose measure is the coherence. It is
 * near 1 for bleed alone and near 0 for two people who speak at once.
 *
 * <p>A frame of the quieter channel is the other's sound if enough of it is explained. A new delay needs nearly all of
 * it, since two voices of the same pitch are alike for a moment. Once a delay has explained sound for a while, less is
 * enough, and still less for sound as quiet as it always was through that path. Where loudness does not decide, the earlier
 * channel is the source, since sound that bleeds comes later. Of two channels, one always keeps the frame.
 */
final class Crosstalk {
    /** The samples that must be known behind a block of frames. */
    static final int AHEAD = 3584;
    /** The samples that must be kept before a block of frames. */
    static final int BEHIND = 6144;

    private static final int MOST_LAG_MILLIS = 125;
    private static final int MOST_LAG = MOST_LAG_MILLIS * 16;
    private static final int FRAME = SpeechDetector.FRAME_SAMPLES;
    /** The short spectra: 64 ms, one every frame; the explained share is measured on this many before and after. */
    private static final int SPECTRUM = 1024;

    private static final int AROUND = 5;
    private static final int NEAR = 1;
    private static final int FIRST_BIN = 100 * SPECTRUM / 16_000;
    private static final int LAST_BIN = 7000 * SPECTRUM / 16_000;
    /** The energy of a window below which it counts as silence, -85 dB. */
    private static final double SILENCE = 3e-9;

    private static final double TINY = 1e-20;

    private static final double LOUDER_DECIBELS = 6;
    /** The share that must be explained by a delay that is not established, or to establish one. */
    private static final double SURE = 0.75;

    private static final int ESTABLISHED_FRAMES = 20;
    private static final double SHARE = 0.5;
    private static final double SHARE_IF_QUIETER = 0.35;
    /** For sound that is not louder than it was through the same path before, but for this many decibels. */
    private static final double SHARE_OF_USUAL_LOUDNESS = 0.15;

    private static final double PATH_DECIBELS = 4;
    private static final double SAME = 0.93;
    /** Half a millisecond: an encoder's rounding. */
    private static final int SAME_LAG = 8;
    /** Two milliseconds: sound that travels. */
    private static final int LATER_LAG = 32;

    private static final double LATER_DECIBELS = 6;
    private static final double USUAL_OWNER_DECIBELS = 3;
    private static final int PATHS = 4;
    private static final int PEAKS = 2;

    /** How a frame of a channel is heard: as its own, or as the sound of another one. */
    enum Verdict {
        OWN,
        /** Another channel has this sound too and leaves it to this one; nobody knows whose it is. */
        SHARED,
        /** The sound of another channel, which keeps it. */
        BLEED,
        /** Exactly the signal of another channel, which keeps it. */
        COPY
    }

    /** A delay at which one channel explained the other before. */
    private static final class Path {
        private final int lag;
        private double decibels;
        private int frames;

        Path(int lag, double decibels) {
            this.lag = lag;
            this.decibels = decibels;
        }
    }

    private final Correlation correlation = new Correlation(MOST_LAG);
    private final Spectra spectra = new Spectra(SPECTRUM, FIRST_BIN, LAST_BIN);
    private final List<Path> paths = new ArrayList<>();
    private int usualOwner = -1;

    /**
     * Judges the frames of two channels.
     *
     * @param one the samples of the first channel, from {@link #BEHIND} before the first frame to {@link #AHEAD} behind
     *     the last
     * @param wanted whether a frame is speech in one of the channels
     * @return the verdicts of both channels
     */
    Verdict[][] judge(float[] one, float[] other, boolean[] wanted) {
        int frames = wanted.length;
        Verdict[][] verdicts = new Verdict[2][frames];
        Arrays.fill(verdicts[0], Verdict.OWN);
        Arrays.fill(verdicts[1], Verdict.OWN);
        List<Integer> lags = lags(one, other, frames);
        List<Comparison> comparisons = new ArrayList<>();
        for (int lag : lags) {
            comparisons.add(spectra.compare(one, other, BEHIND, lag, frames, AROUND));
        }
        for (int frame = 0; frame < frames; frame++) {
            if (wanted[frame]) {
                judge(frame, lags, comparisons, verdicts);
            }
        }
        return verdicts;
    }

    /** Returns the delays of the second channel to try, in samples; negative if it is the earlier one. */
    private List<Integer> lags(float[] one, float[] other, int frames) {
        List<Integer> lags = new ArrayList<>();
        for (int lag : correlation.peaks(one, other, BEHIND, frames * FRAME, PEAKS)) {
            lags.add(lag);
        }
        for (Path path : paths) {
            if (lags.stream().noneMatch(lag -> Math.abs(lag - path.lag) <= SAME_LAG)) {
                lags.add(path.lag);
            }
        }
        return lags;
    }

    private void judge(int frame, List<Integer> lags, List<Comparison> comparisons, Verdict[][] verdicts) {
        int best = -1;
        double most = 0;
        for (int i = 0; i < lags.size(); i++) {
            Comparison comparison = comparisons.get(i);
            if (comparison.power(0, frame) > SILENCE && comparison.power(1, frame) > SILENCE) {
                double decibels = comparison.decibels(frame);
                int loser = 1 - owner(decibels, lags.get(i));
                double share = comparison.explained(loser, frame);
                double enough = enough(lags.get(i), decibels, loser);
                if (share >= enough && share - enough > most) {
                    most = share - enough;
                    best = i;
                }
            }
        }
        if (best >= 0) {
            give(frame, lags.get(best), comparisons.get(best), verdicts);
        }
    }

    /** Returns the share that must be explained. Delays that were never sure before need more than those of a known path. */
    private double enough(int lag, double decibels, int loser) {
        Path path = path(lag);
        if (path == null || path.frames < ESTABLISHED_FRAMES) {
            return SURE;
        }
        double louder = loser == 1 ? decibels : -decibels;
        boolean usual = Math.signum(path.decibels) == Math.signum(decibels)
                && Math.abs(path.decibels) > LOUDER_DECIBELS
                && louder > Math.abs(path.decibels) - PATH_DECIBELS;
        return usual ? SHARE_OF_USUAL_LOUDNESS : louder > LOUDER_DECIBELS ? SHARE_IF_QUIETER : SHARE;
    }

    private void give(int frame, int lag, Comparison comparison, Verdict[][] verdicts) {
        double decibels = comparison.decibels(frame);
        int owner = owner(decibels, lag);
        int loser = 1 - owner;
        double share = comparison.explained(loser, frame);
        if (share > SURE) {
            learn(path(lag), lag, decibels);
        }
        boolean exactly = share > SAME && Math.abs(lag) <= SAME_LAG;
        verdicts[loser][frame] = exactly ? Verdict.COPY : Verdict.BLEED;
        if (Math.abs(decibels) < LOUDER_DECIBELS && Math.abs(lag) < LATER_LAG) {
            verdicts[owner][frame] = Verdict.SHARED;
        }
        usualOwner = owner;
    }

    private int owner(double decibels, int lag) {
        double score = decibels;
        if (Math.abs(lag) >= LATER_LAG) {
            score += lag > 0 ? LATER_DECIBELS : -LATER_DECIBELS;
        }
        if (usualOwner >= 0) {
            score += usualOwner == 0 ? USUAL_OWNER_DECIBELS : -USUAL_OWNER_DECIBELS;
        } else if (Math.abs(score) < USUAL_OWNER_DECIBELS / 2) {
            return 0;
        }
        return score >= 0 ? 0 : 1;
    }

    private Path path(int lag) {
        return paths.stream()
                .filter(path -> Math.abs(path.lag - lag) <= SAME_LAG)
                .findFirst()
                .orElse(null);
    }

    private void learn(Path path, int lag, double decibels) {
        if (path == null) {
            if (paths.size() == PATHS) {
                paths.remove(paths.stream()
                        .min(Comparator.comparingInt(each -> each.frames))
                        .orElseThrow());
            }
            paths.add(new Path(lag, decibels));
            return;
        }
        path.decibels += (decibels - path.decibels) / Math.min(50, path.frames + 2);
        path.frames++;
    }

    /** The measures of two channels at one delay, by frame. */
    static final class Comparison {
        private final double[][] explained;
        private final double[][] power;
        private final double[][] near;

        Comparison(int frames) {
            explained = new double[2][frames];
            power = new double[2][frames];
            near = new double[2][frames];
        }

        void set(int channel, int frame, double share, double energy, double nearEnergy) {
            explained[channel][frame] = share;
            power[channel][frame] = energy;
            near[channel][frame] = nearEnergy;
        }

        /** Returns the share of a channel's energy around a frame that the other channel explains. */
        double explained(int channel, int frame) {
            return explained[channel][frame];
        }

        /** Returns the mean power around a frame. */
        double power(int channel, int frame) {
            return power[channel][frame];
        }

        /** Returns how much louder the first channel is in a frame and its neighbours. */
        double decibels(int frame) {
            return 10 * Math.log10(Math.max(near[0][frame], TINY) / Math.max(near[1][frame], TINY));
        }
    }

    /** The short spectra of two channels, and what one of them explains of the other. */
    private static final class Spectra {
        private final int size;
        private final int first;
        private final int bins;
        private final Fourier fourier;
        private final double[] window;

        Spectra(int size, int first, int last) {
            this.size = size;
            this.first = first;
            bins = last - first;
            fourier = new Fourier(size);
            window = new double[size];
            for (int i = 0; i < size; i++) {
                window[i] = Math.sqrt(2.0 / 3) * (1 - Math.cos(2 * Math.PI * i / size)); // mean square 1
            }
        }

        Comparison compare(float[] one, float[] other, int start, int lag, int frames, int around) {
            int count = frames + 2 * around;
            int begin = start + FRAME / 2 - size / 2 - around * FRAME;
            int before = lag > 0 ? lag : 0;
            int after = lag < 0 ? -lag : 0;
            double[][][] spectra = new double[count][][];
            for (int i = 0; i < count; i++) {
                spectra[i] = both(one, begin + i * FRAME - before, other, begin + i * FRAME - after);
            }
            Comparison comparison = new Comparison(frames);
            for (int frame = 0; frame < frames; frame++) {
                measure(spectra, frame, around, comparison);
            }
            return comparison;
        }

        /** Returns real and imaginary parts of both spectra: one transform serves two real signals. */
        private double[][] both(float[] one, int from, float[] other, int otherFrom) {
            double[] real = new double[size];
            double[] imaginary = new double[size];
            for (int i = 0; i < size; i++) {
                real[i] = window[i] * at(one, from + i);
                imaginary[i] = window[i] * at(other, otherFrom + i);
            }
            fourier.transform(real, imaginary);
            double[][] parts = new double[4][bins];
            for (int i = 0; i < bins; i++) {
                int bin = first + i;
                int mirror = size - bin;
                parts[0][i] = (real[bin] + real[mirror]) / 2;
                parts[1][i] = (imaginary[bin] - imaginary[mirror]) / 2;
                parts[2][i] = (imaginary[bin] + imaginary[mirror]) / 2;
                parts[3][i] = (real[mirror] - real[bin]) / 2;
            }
            return parts;
        }

        private static double at(float[] samples, int index) {
            return index < 0 || index >= samples.length ? 0 : samples[index];
        }

        private void measure(double[][][] spectra, int frame, int around, Comparison comparison) {
            double[] energies = new double[2];
            double[] shares = new double[2];
            double[] most = new double[2];
            double[] near = new double[2];
            for (int bin = 0; bin < bins; bin++) {
                double re = 0;
                double im = 0;
                double one = 0;
                double other = 0;
                double chance = 0;
                for (int i = frame; i <= frame + 2 * around; i++) {
                    double[][] parts = spectra[i];
                    double a = parts[0][bin];
                    double b = parts[1][bin];
                    double c = parts[2][bin];
                    double d = parts[3][bin];
                    re += a * c + b * d;
                    im += b * c - a * d;
                    one += a * a + b * b;
                    other += c * c + d * d;
                    chance += (a * a + b * b) * (c * c + d * d);
                    if (Math.abs(i - frame - around) <= NEAR) {
                        near[0] += a * a + b * b;
                        near[1] += c * c + d * d;
                    }
                }
                double product = one * other;
                energies[0] += one;
                energies[1] += other;
                if (product > 0) {
                    // Without the coherence that two unrelated signals have, which are few spectra long.
                    double found = (re * re + im * im - chance) / product;
                    double possible = 1 - chance / product;
                    shares[0] += one * found;
                    shares[1] += other * found;
                    most[0] += one * possible;
                    most[1] += other * possible;
                }
            }
            double count = (2.0 * around + 1) * size * (double) size / 2;
            double nearCount = (2.0 * NEAR + 1) * size * (double) size / 2;
            for (int channel = 0; channel < 2; channel++) {
                comparison.set(
                        channel,
                        frame,
                        most[channel] > 0 ? shares[channel] / most[channel] : 0,
                        energies[channel] / count,
                        near[channel] / nearCount);
            }
        }
    }
}
