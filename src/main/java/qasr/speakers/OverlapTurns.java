package qasr.speakers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Turns with overlap, of windows in which a {@link SpeakerActivity} has found who speaks when, and of the speakers that
 * clustering has found. The rules are 3D-Speaker's. Frames are 270 samples; a window begins each {@code stepSeconds}.
 */
public final class OverlapTurns {
    private static final double MILLIS = 1e3;
    private static final double SAMPLE_RATE = 16_000;

    private final List<byte[]> windows;
    private final double stepSeconds;
    private final int frames;

    /**
     * @param windows in order; not empty; see {@link #active}
     * @param stepSeconds the time from a window to the next
     */
    public OverlapTurns(List<byte[]> windows, double stepSeconds) {
        this.windows = List.copyOf(windows);
        this.stepSeconds = stepSeconds;
        double seconds = SpeakerActivity.WINDOW_SAMPLES / SAMPLE_RATE;
        frames = frame(seconds + (windows.size() - 1) * stepSeconds) + 1;
    }

    /** Returns the active speakers of a window as bits, a byte for each frame. */
    public static byte[] active(WindowActivity window) {
        byte[] active = new byte[window.frames()];
        for (int f = 0; f < active.length; f++) {
            for (int speaker = 0; speaker < SpeakerActivity.SPEAKERS; speaker++) {
                active[f] |= (byte) (window.isActive(f, speaker) ? 1 << speaker : 0);
            }
        }
        return active;
    }

    private static boolean isActive(byte[] window, int frame, int speaker) {
        return (window[frame] >> speaker & 1) != 0;
    }

    /** Returns the number of windows of a recording, the last of which may be filled with zeros. */
    static int windows(long samples, int stepSamples) {
        long over = samples - SpeakerActivity.WINDOW_SAMPLES;
        return over <= 0 ? 1 : 1 + (int) ((over + stepSamples - 1) / stepSamples);
    }

    /** Returns the frame of a time in seconds. */
    static int frame(double seconds) {
        return (int) Math.rint(seconds / SpeakerActivity.FRAME_SECONDS);
    }

    private static double middle(int frame) {
        return frame * SpeakerActivity.FRAME_SECONDS + SpeakerActivity.FIRST_MIDDLE_SECONDS;
    }

    /** Returns the number of frames. */
    int frames() {
        return frames;
    }

    private int first(int window) {
        return frame(window * stepSeconds);
    }

    /** Returns for each frame how many speakers are active, as the mean of all windows says. */
    public int[] counts() {
        int[] active = new int[frames];
        int[] covered = new int[frames];
        for (int w = 0; w < windows.size(); w++) {
            int first = first(w);
            for (int f = 0; f < windows.get(w).length && first + f < frames; f++) {
                covered[first + f]++;
                active[first + f] += Integer.bitCount(windows.get(w)[f]);
            }
        }
        int[] counts = new int[frames];
        for (int f = 0; f < frames; f++) {
            counts[f] = covered[f] == 0 ? 0 : (int) Math.rint((double) active[f] / covered[f]);
        }
        return counts;
    }

    /** Returns the stretches with at least {@code least} active speakers, [start, end] in seconds. */
    public List<double[]> stretches(int least) {
        int[] counts = counts();
        List<double[]> stretches = new ArrayList<>();
        int start = -1;
        for (int f = 0; f <= frames; f++) {
            boolean active = f < frames && counts[f] >= least;
            if (active && start < 0) {
                start = f;
            } else if (!active && start >= 0) {
                stretches.add(new double[] {middle(start), middle(Math.min(f, frames - 1))});
                start = -1;
            }
        }
        return stretches;
    }

    /** Returns the union of stretches; those that touch are merged. */
    public static List<double[]> union(List<double[]> a, List<double[]> b) {
        List<double[]> all = new ArrayList<>(a);
        all.addAll(b);
        all.sort(Comparator.comparingDouble(stretch -> stretch[0]));
        List<double[]> union = new ArrayList<>();
        for (double[] stretch : all) {
            double[] last = union.isEmpty() ? null : union.get(union.size() - 1);
            if (last != null && stretch[0] <= last[1]) {
                last[1] = Math.max(last[1], stretch[1]);
            } else {
                union.add(stretch.clone());
            }
        }
        return union;
    }

    /**
     * Returns the turns with overlap, by start.
     *
     * @param clusters turns without overlap
     * @param speakers how many speakers there are
     */
    public List<SpeakerTurn> turns(List<SpeakerTurn> clusters, int speakers) {
        boolean[][] certain = clusterFrames(clusters, speakers);
        return segments(binary(certain, activations(certain)));
    }

    /** Returns [speaker][frame]. */
    boolean[][] clusterFrames(List<SpeakerTurn> clusters, int speakers) {
        boolean[][] active = new boolean[speakers][frames];
        for (SpeakerTurn turn : clusters) {
            int end = Math.min(frames, frame(turn.end()));
            for (int f = frame(turn.start()); f < end; f++) {
                active[turn.speaker()][f] = true;
            }
        }
        return active;
    }

    /** Returns in how many windows a speaker is active in a frame, [speaker][frame]. */
    int[][] activations(boolean[][] certain) {
        int speakers = certain.length;
        int[][] activations = new int[speakers][frames];
        for (int w = 0; w < windows.size() && speakers > 0; w++) {
            byte[] window = windows.get(w);
            int first = first(w);
            int length = Math.min(window.length, frames - first);
            double[][] shared = new double[SpeakerActivity.SPEAKERS][speakers];
            for (int local = 0; local < shared.length; local++) {
                boolean silent = true;
                for (int f = 0; f < length; f++) {
                    if (isActive(window, f, local)) {
                        silent = false;
                        for (int k = 0; k < speakers; k++) {
                            shared[local][k] += certain[k][first + f] ? 1 : 0;
                        }
                    }
                }
                if (silent) {
                    java.util.Arrays.fill(shared[local], -1);
                }
            }
            int[] speaker = BestAssignment.of(shared);
            for (int local = 0; local < shared.length; local++) {
                if (speaker[local] >= 0 && shared[local][speaker[local]] > 0) {
                    for (int f = 0; f < length; f++) {
                        activations[speaker[local]][first + f] += isActive(window, f, local) ? 1 : 0;
                    }
                }
            }
        }
        return activations;
    }

    /** Returns who is active, [speaker][frame]: as many as the windows count, the most active first. */
    boolean[][] binary(boolean[][] certain, int[][] activations) {
        int[] counts = counts();
        int speakers = certain.length;
        boolean[][] active = new boolean[speakers][frames];
        for (int f = 0; f < frames; f++) {
            boolean any = false;
            for (int c = 0; c < Math.min(counts[f], speakers); c++) {
                int best = -1;
                for (int k = 0; k < speakers; k++) {
                    if (!active[k][f]
                            && activations[k][f] > 0
                            && (best < 0 || activations[k][f] > activations[best][f])) {
                        best = k;
                    }
                }
                if (best >= 0) {
                    active[best][f] = true;
                    any = true;
                }
            }
            for (int k = 0; k < speakers && !any; k++) {
                active[k][f] = certain[k][f];
            }
        }
        return active;
    }

    private List<SpeakerTurn> segments(boolean[][] active) {
        List<SpeakerTurn> turns = new ArrayList<>();
        for (int k = 0; k < active.length; k++) {
            int start = -1;
            for (int f = 0; f <= frames; f++) {
                boolean speaks = f < frames && active[k][f];
                if (speaks && start < 0) {
                    start = f;
                } else if (!speaks && start >= 0) {
                    turns.add(new SpeakerTurn(rounded(middle(start)), rounded(middle(Math.min(f, frames - 1))), k));
                    start = -1;
                }
            }
        }
        turns.sort(Comparator.comparingDouble(SpeakerTurn::start).thenComparingInt(SpeakerTurn::speaker));
        return turns;
    }

    private static double rounded(double seconds) {
        return Math.rint(seconds * MILLIS) / MILLIS;
    }
}
