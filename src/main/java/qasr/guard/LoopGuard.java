package qasr.guard;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.Deflater;
import qasr.text.Tokenizer;

/**
 * Finds answers that repeat the same words, or nearly the same: the text has a compression ratio above 5. Reports
 * "loop", and "loop_cut" if no retry avoids the loop. For comparison: openai/whisper rejects a ratio above 2.4 (its
 * {@code compression_ratio_threshold}); counting to fifty gives 3, to a hundred 4, a refrain that is sung twice 3.3, a
 * sentence with one word changed each time 6 to 8.
 */
final class LoopGuard implements Guard {
    private static final double COMPRESSED = 5;
    /** Laughter has fewer different letters. */
    private static final int DIFFERENT_LETTERS = 8;
    /** About half a minute of text. */
    private static final int STRETCH = 500;

    private final Tokenizer tokenizer;

    LoopGuard(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    @Override
    public GuardName name() {
        return GuardName.LOOP;
    }

    @Override
    public Optional<Finding> check(Answer answer) {
        if (LoopWatch.loops(tokenizer, answer.decoding().tokens(), answer.patience())) {
            return found(Finding.Effect.CUT);
        }
        return isMonotonous(answer.text()) ? found(Finding.Effect.TRUNCATED) : Optional.empty();
    }

    private Optional<Finding> found(Finding.Effect effect) {
        return Optional.of(new Finding(name(), "loop", 3, Remedy.OUT_OF_LOOP, effect));
    }

    private static boolean isMonotonous(String text) {
        long different =
                text.codePoints().filter(Character::isLetter).distinct().count();
        if (different < DIFFERENT_LETTERS) {
            return false;
        }
        // Checked in sections, because every long text repeats some words. Thai and Hindi sentences of this length give
        // a ratio of 3.
        int[] points = text.codePoints().toArray();
        for (int start = 0; start == 0 || start + STRETCH / 2 < points.length; start += STRETCH / 2) {
            if (isMonotonous(new String(points, start, Math.min(STRETCH, points.length - start))
                    .getBytes(StandardCharsets.UTF_8))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMonotonous(byte[] bytes) {
        byte[] compressed = new byte[bytes.length + 64];
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            return bytes.length > COMPRESSED * deflater.deflate(compressed);
        } finally {
            deflater.end();
        }
    }
}
