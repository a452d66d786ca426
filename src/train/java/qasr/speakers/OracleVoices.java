package qasr.speakers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Stands for the networks in measurements: embeddings and activity of the true turns, with noise. A piece of several voices is
 * their mixture by time; the noise of a piece grows as it gets shorter, and a part of it has few directions.
 */
final class OracleVoices implements VoiceEmbedder, SpeakerActivity {
    private static final int WIDTH = 192;
    private static final int DIRECTIONS = 6;
    private static final double STEP = 2;

    private final Random random;
    private final List<Rttm.NamedTurn> reference;
    private final double noise;
    private final Map<String, double[]> voices = new TreeMap<>();
    private final double[][] directions = new double[DIRECTIONS][];
    private final Deque<SpeechPieces.Piece> expected = new ArrayDeque<>();
    private final List<double[]> made = new ArrayList<>();
    private int window;

    /**
     * @param noise its variance in a piece of 1.5 s: 0.6 makes pieces of a speaker 0.6 similar, 1.2 makes them 0.4
     */
    OracleVoices(Random random, List<Rttm.NamedTurn> reference, double noise) {
        this.random = random;
        this.reference = reference;
        this.noise = noise;
        double[] common = direction();
        double[] kind = direction();
        for (Rttm.NamedTurn turn : reference) {
            voices.computeIfAbsent(turn.speaker(), name -> {
                double side = random.nextBoolean() ? 0.5 : -0.5;
                double[] own = direction();
                double[] voice = new double[WIDTH];
                for (int i = 0; i < WIDTH; i++) {
                    voice[i] = 0.28 * common[i] + side * kind[i] + 0.82 * own[i];
                }
                return voice;
            });
        }
        for (int i = 0; i < DIRECTIONS; i++) {
            directions[i] = direction();
        }
    }

    private double[] direction() {
        double[] vector = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            vector[i] = random.nextGaussian();
        }
        return Similarities.unit(vector);
    }

    /** Announces the speech that the embedder gets next. */
    void expect(double start, double end) {
        expected.addAll(SpeechPieces.of(start, end));
    }

    /** Returns all embeddings so far. */
    List<double[]> made() {
        return made;
    }

    @Override
    public float[][] embeddings(List<float[]> pieces) {
        float[][] embeddings = new float[pieces.size()][];
        for (int i = 0; i < embeddings.length; i++) {
            double[] exact = embedding(expected.remove());
            made.add(exact);
            embeddings[i] = new float[WIDTH];
            for (int j = 0; j < WIDTH; j++) {
                embeddings[i][j] = (float) exact[j];
            }
        }
        return embeddings;
    }

    private double[] embedding(SpeechPieces.Piece piece) {
        double[] embedding = new double[WIDTH];
        double all = 0;
        for (Rttm.NamedTurn turn : reference) {
            double shared = Math.min(turn.end(), piece.end()) - Math.max(turn.start(), piece.start());
            if (shared > 0) {
                all += shared;
                double[] voice = voices.get(turn.speaker());
                for (int i = 0; i < WIDTH; i++) {
                    embedding[i] += shared * voice[i];
                }
            }
        }
        double variance = noise * SpeechPieces.SECONDS / Math.max(0.2, piece.seconds());
        double[] everywhere = direction();
        double[] parts = random.doubles(DIRECTIONS).toArray();
        for (int d = 0; d < DIRECTIONS; d++) {
            parts[d] = random.nextGaussian() * Math.sqrt(0.4 * variance / DIRECTIONS);
        }
        for (int i = 0; i < WIDTH; i++) {
            embedding[i] = (all > 0 ? embedding[i] / all : 0) + Math.sqrt(0.6 * variance) * everywhere[i];
            for (int d = 0; d < DIRECTIONS; d++) {
                embedding[i] += parts[d] * directions[d][i];
            }
        }
        return embedding;
    }

    /** Boundaries are up to 0.1 s wrong, differently in each window. */
    @Override
    public List<WindowActivity> activities(List<float[]> windows) {
        List<WindowActivity> found = new ArrayList<>();
        for (int w = 0; w < windows.size(); w++) {
            double start = STEP * window++;
            List<String> locals = new ArrayList<>();
            float[][] scores = new float[FRAMES][Powerset.CLASSES];
            int[] masks = new int[FRAMES];
            for (Rttm.NamedTurn turn : reference) {
                double from = turn.start() + 0.2 * random.nextDouble() - 0.1 - start;
                double to = turn.end() + 0.2 * random.nextDouble() - 0.1 - start;
                if (to <= 0 || from >= 10) {
                    continue;
                }
                if (!locals.contains(turn.speaker())) {
                    locals.add(turn.speaker());
                }
                int local = locals.indexOf(turn.speaker());
                for (int f = 0; f < FRAMES && local < SPEAKERS; f++) {
                    double middle = f * FRAME_SECONDS + FIRST_MIDDLE_SECONDS;
                    masks[f] |= middle >= from && middle < to && Integer.bitCount(masks[f]) < 2 ? 1 << local : 0;
                }
            }
            for (int f = 0; f < FRAMES; f++) {
                for (int c = 0; c < Powerset.CLASSES; c++) {
                    int mask = 0;
                    for (int s = 0; s < SPEAKERS; s++) {
                        mask |= Powerset.contains(c, s) ? 1 << s : 0;
                    }
                    scores[f][c] = mask == masks[f] ? -0.1f : -9;
                }
            }
            found.add(WindowActivity.of(scores));
        }
        return found;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public String weightsSum() {
        return "0".repeat(64);
    }

    @Override
    public void close() {}
}
