package qasr.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the recordings of one run are: {@code 20s}, {@code 2m} or {@code 0.5m} is one of that length, {@code 40notes} so
 * many of five to twenty-five seconds, the same ones each time.
 *
 * @param name as it was written
 * @param lengths in seconds
 */
record SoundPlan(String name, List<Double> lengths) {
    private static final Pattern WORD = Pattern.compile("(\\d+(?:\\.\\d+)?)(s|m|notes)");
    private static final double PIECE = 30;
    private static final double SHORTEST_NOTE = 5;
    private static final double LONGEST_NOTE = 25;
    private static final long SEED = 1;

    SoundPlan {
        lengths = List.copyOf(lengths);
    }

    static SoundPlan of(String word) {
        Matcher parts = WORD.matcher(word);
        if (!parts.matches() || Double.parseDouble(parts.group(1)) <= 0) {
            throw new IllegalArgumentException("'%s' is no recording: write 20s, 10m or 40notes".formatted(word));
        }
        double number = Double.parseDouble(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> new SoundPlan(word, List.of(number));
            case "m" -> new SoundPlan(word, List.of(60 * number));
            default -> new SoundPlan(word, notes((int) number));
        };
    }

    double seconds() {
        return lengths.stream().mapToDouble(Double::doubleValue).sum();
    }

    boolean isOne() {
        return lengths.size() == 1;
    }

    /** Returns how long the pieces are that one recording is cut into. */
    List<Double> pieces() {
        List<Double> pieces = new ArrayList<>();
        double rest = seconds();
        for (; rest > PIECE; rest -= PIECE) {
            pieces.add(PIECE);
        }
        pieces.add(rest);
        return pieces;
    }

    private static List<Double> notes(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Double> lengths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Tenths of a second are whole numbers of samples.
            lengths.add(Math.rint(10 * random.nextDouble(SHORTEST_NOTE, LONGEST_NOTE)) / 10);
        }
        return lengths;
    }
}
