package qasr.align;

import java.util.OptionalInt;
import qasr.model.CharacterScores;

/**
 * The score of each state of a {@link CharacterPath} in each frame: its log-probability. In pauses, only the states between
 * units keep it: no word goes on through a pause.
 */
final class StateScores {
    private static final int BLANK = 0;
    private static final float IN_PAUSE = 3;
    /** A unit of unknown characters fits any sound. Many of them in a row are hardly a text of the model's language. */
    private static final float UNKNOWN = 6;

    private final CharacterScores scores;
    private final UnitCharacters text;
    private final float[] pause; // a blank or a space
    private final float[] any; // neither
    private final boolean[] silent;

    /**
     * Creates the scores.
     *
     * @param space the output of the blank between words, if the head has one
     * @param silent which frames are in a pause
     */
    StateScores(CharacterScores scores, UnitCharacters text, OptionalInt space, boolean[] silent) {
        this.scores = scores;
        this.text = text;
        this.silent = silent;
        pause = new float[scores.frames()];
        any = new float[scores.frames()];
        for (int frame = 0; frame < pause.length; frame++) {
            double none = Math.exp(scores.at(frame, BLANK))
                    + (space.isPresent() ? Math.exp(scores.at(frame, space.getAsInt())) : 0);
            pause[frame] = (float) Math.log(Math.max(1e-9, Math.min(1, none)));
            any[frame] = (float) Math.log(Math.max(1e-9, 1 - none));
        }
    }

    int frames() {
        return pause.length;
    }

    /** Returns the score of {@code state}, which is a blank if it is even. */
    float at(int frame, int state) {
        int character = state >> 1;
        if (state % 2 == 0 && text.isBoundary(character)) {
            return pause[frame];
        }
        float score;
        if (state % 2 == 0) {
            score = scores.at(frame, BLANK);
        } else {
            int output = text.outputs()[character];
            score = output == UnitCharacters.ANY ? any[frame] - UNKNOWN : scores.at(frame, output);
        }
        return silent[frame] ? score - IN_PAUSE : score;
    }

    /** Returns the greatest log-probability of {@code frame}; a pause counts as one output. */
    float greatest(int frame) {
        return Math.max(pause[frame], scores.greatest(frame));
    }
}
