package qasr.align;

import java.util.OptionalInt;
import qasr.model.CharacterScores;

/** The log-probability of each state of a {@link CharacterPath} in each frame. */
final class StateScores {
    private static final int BLANK = 0;

    private final CharacterScores scores;
    private final UnitCharacters text;
    private final float[] pause; // a blank or a space
    private final float[] any; // neither

    StateScores(CharacterScores scores, UnitCharacters text, OptionalInt space) {
        this.scores = scores;
        this.text = text;
        pause = new float[scores.frames()];
        any = new float[scores.frames()];
        for (int frame = 0; frame < pause.length; frame++) {
            double silent = Math.exp(scores.at(frame, BLANK))
                    + (space.isPresent() ? Math.exp(scores.at(frame, space.getAsInt())) : 0);
            pause[frame] = (float) Math.log(Math.min(1, silent));
            any[frame] = (float) Math.log(Math.max(1e-9, 1 - silent));
        }
    }

    int frames() {
        return pause.length;
    }

    /** Returns the log-probability of {@code state}: a blank if it is even. */
    float at(int frame, int state) {
        int character = state >> 1;
        if (state % 2 == 0) {
            return text.isBoundary(character) ? pause[frame] : scores.at(frame, BLANK);
        }
        int output = text.outputs()[character];
        return output == UnitCharacters.ANY ? any[frame] : scores.at(frame, output);
    }

    /** Returns the greatest log-probability of {@code frame}; a pause counts as one output. */
    float greatest(int frame) {
        return Math.max(pause[frame], scores.greatest(frame));
    }
}
