package qasr.ffmpeg;

/** A tone that glides from 200 to 2600 Hz in three seconds and swells: no two stretches of it are alike. */
final class Chirp {
    private Chirp() {}

    /** Returns {@code seconds} of it, sampled at {@code rate}. */
    static float[] at(int rate, double seconds) {
        float[] samples = new float[(int) Math.round(rate * seconds)];
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / rate;
            double swell = 0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * t);
            samples[i] = (float) (0.5 * swell * Math.sin(2 * Math.PI * (200 * t + 400 * t * t)));
        }
        return samples;
    }

    /** Returns how alike the two are where {@code b} is moved by {@code lag}: 1 for equal, 0 for unrelated. */
    static double likeness(float[] a, float[] b, int lag) {
        return likeness(a, b, lag, 1);
    }

    private static double likeness(float[] a, float[] b, int lag, int step) {
        double ab = 0;
        double aa = 1e-9;
        double bb = 1e-9;
        for (int i = Math.max(0, -lag); i < Math.min(a.length, b.length - lag); i += step) {
            ab += a[i] * b[i + lag];
            aa += a[i] * a[i];
            bb += b[i + lag] * b[i + lag];
        }
        return ab / Math.sqrt(aa * bb);
    }

    /** Returns by how many samples {@code b} comes later than {@code a}, at most {@code range} either way. */
    static int lag(float[] a, float[] b, int range) {
        int best = 0;
        double most = -1;
        for (int lag = -range; lag <= range; lag++) {
            double likeness = likeness(a, b, lag, 5);
            if (likeness > most) {
                most = likeness;
                best = lag;
            }
        }
        return best;
    }
}
