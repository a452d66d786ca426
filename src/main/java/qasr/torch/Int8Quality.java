package qasr.torch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * The effect of 8 bits on a model's tokens.
 *
 * @param tokens the number of tokens in 16 bits
 * @param changed the number of positions at which another token is likelier in 8 bits
 * @param weakened the number of tokens whose lead over all others is smaller by a quarter or more than in 16 bits
 */
public record Int8Quality(int tokens, int changed, int weakened) {
    /** One token in this number may change. */
    private static final int ONE_IN = 1000;
    /** The minimum share of a lead that is not weakened. */
    static final double LEFT = 0.75;
    /**
     * One token in this number may be weakened. Small leads are equally likely, so four tokens are weakened for each
     * that changes. This limit is half of the limit for changed tokens, estimated from four times as many. It is half
     * because a limit that is just met here is missed as often as met in other speech.
     */
    private static final int ONE_SHAKEN_IN = 500;

    static final Int8Quality NOTHING = new Int8Quality(0, 0, 0);

    /** Returns whether at most one token in a thousand changes, and the weakened tokens are within their limit. */
    public boolean isTrusted() {
        return holds() && (long) weakened * ONE_SHAKEN_IN <= tokens;
    }

    /** Returns whether at most one token in a thousand changes, or one at all, which says nothing about a thousand. */
    boolean mayBeChance() {
        return holds() || changed <= 1;
    }

    private boolean holds() {
        return (long) changed * ONE_IN <= tokens;
    }

    /**
     * Returns whether this quality, for the calibration speech, and {@code heldOut}, for test speech, are trusted
     * together. Weakened tokens are counted over both, since a few hundred tokens are too few; changed tokens also have
     * a limit in the test speech.
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
