package qasr.speakers;

import java.util.ArrayList;
import java.util.List;

/** Cuts speech into pieces of 1.5 s that overlap by half, of which each gets an embedding. Times are seconds. */
public final class SpeechPieces {
    /** The length of a piece, in seconds. */
    public static final double SECONDS = 1.5;

    private static final double STEP = 0.75;

    private SpeechPieces() {}

    /** A piece of speech, in seconds. */
    public record Piece(double start, double end) {
        /** Returns its length. */
        public double seconds() {
            return end - start;
        }
    }

    /** Returns the pieces by the published rule: none of 0.75 s of speech or less. */
    static List<Piece> published(double start, double end) {
        List<Piece> pieces = new ArrayList<>();
        for (double s = start; s + SECONDS < end + STEP; s += STEP) {
            pieces.add(new Piece(s, Math.min(s + SECONDS, end)));
        }
        return pieces;
    }

    /** Returns the pieces; short speech is one piece, so that it is not lost. */
    public static List<Piece> of(double start, double end) {
        List<Piece> pieces = published(start, end);
        return pieces.isEmpty() && end > start ? List.of(new Piece(start, end)) : pieces;
    }

    /** Returns {@code samples}, made {@code length} long by repeating them; longer ones are returned as they are. */
    public static float[] repeated(float[] samples, int length) {
        if (samples.length >= length || samples.length == 0) {
            return samples;
        }
        float[] repeated = new float[length];
        for (int i = 0; i < length; i++) {
            repeated[i] = samples[i % samples.length];
        }
        return repeated;
    }
}
