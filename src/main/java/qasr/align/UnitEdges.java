package qasr.align;

import qasr.model.CharacterScores;

/** Where units begin and end, from the frames of their characters. */
final class UnitEdges {
    private final CharacterScores scores;
    private final UnitCharacters text;
    private final CharacterPath path;

    UnitEdges(CharacterScores scores, UnitCharacters text, CharacterPath path) {
        this.scores = scores;
        this.text = text;
        this.path = path;
    }

    /** Returns start and end of each unit in milliseconds. */
    int[] times() {
        int count = text.units()[text.count() - 1] + 1;
        int[] times = new int[2 * count];
        for (int i = 0; i < text.count(); i++) {
            int unit = text.units()[i];
            if (text.isBoundary(i)) {
                times[2 * unit] = Math.round(scores.edge(path.first()[i]));
            }
            if (text.isBoundary(i + 1)) {
                times[2 * unit + 1] = Math.round(scores.edge(path.last()[i] + 1));
            }
        }
        return times;
    }
}
