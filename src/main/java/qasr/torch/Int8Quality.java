package qasr.torch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * How much of what a model says is something else in 8 bits.
 *
 * @param tokens how many it says in 16 bits
 * @param changed at how many of them it would rather say another in 8 bits
 * @param weakened at how many the token's lead over all others is a quarter smaller than in 16 bits, or more
 */
public record Int8Quality(int tokens, int changed, int weakened) {
    /** Of so many tokens one may be another. */
    private static final int ONE_IN = 1000;
    /** What is left of a lead that is not weakened. */
    static final double LEFT = 0.75;
    /**
     * Of so many tokens one may be weakened. Among the small leads, which are as likely as each other, four are weakened for
     * each that is lost: this is half of the same limit, told from four times as many. Half, because a limit that is just
     * met here is as often missed as met in other speech.
     */
    private static final int ONE_SHAKEN_IN = 500;

    static final Int8Quality NOTHING = new Int8Quality(0, 0, 0);

    /** Returns whether at most one token in a thousand is another, and no more are weakened than goes with that. */
    public boolean isTrusted() {
        return holds() && (long) weakened * ONE_SHAKEN_IN <= tokens;
    }

    private boolean holds() {
        return (long) changed * ONE_IN <= tokens;
    }

    /**
     * Returns whether this, of the speech that a recipe was made from, and {@code heldOut}, of other speech, can be trusted
     * together: a few hundred tokens each are too few to count weakened ones in, and changed ones must not be among the
     * others.
     */
    public boolean isTrustedWith(Int8Quality heldOut) {
        return plus(heldOut).isTrusted() && heldOut.holds();
    }

    /** Compares the leads of tokens in 16 and in 8 bits. */
    static Int8Quality of(double[] sixteen, double[] eight) {
        int changed = 0;
        int weakened = 0;
        for (int i = 0; i < sixteen.length; i++) {
            changed += eight[i] < 0 ? 1 : 0;
            weakened += eight[i] < LEFT * sixteen[i] ? 1 : 0;
        }
        return new Int8Quality(sixteen.length, changed, weakened);
    }

    Int8Quality plus(Int8Quality other) {
        return new Int8Quality(tokens + other.tokens, changed + other.changed, weakened + other.weakened);
    }

    static Int8Quality of(JsonElement json) {
        JsonObject object = json.getAsJsonObject();
        return new Int8Quality(
                object.get("tokens").getAsInt(),
                object.get("changed").getAsInt(),
                object.get("weakened").getAsInt());
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("tokens", tokens);
        json.addProperty("changed", changed);
        json.addProperty("weakened", weakened);
        return json;
    }
}
