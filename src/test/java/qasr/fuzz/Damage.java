package qasr.fuzz;

import java.util.Random;

/** Damages any bytes, as text or as bytes, from a seed alone. */
public final class Damage {
    private Damage() {}

    /** Returns {@code bytes} damaged; {@code text} tells whether they are text. */
    public static byte[] of(byte[] bytes, byte[] other, boolean text, Random random) {
        return text && random.nextInt(4) > 0
                ? new TextMutator(random).mutate(bytes)
                : new Mutator(random).mutate(bytes, other);
    }
}
