package qasr.speakers;

import java.util.ArrayList;
import java.util.List;

/** Joins labelled pieces to turns without overlap: two speakers share the time of overlapping pieces equally. */
final class PieceTurns {
    private PieceTurns() {}

    /**
     * Returns the turns.
     *
     * @param pieces in order of time
     * @param labels the speaker of each
     */
    static List<SpeakerTurn> of(List<SpeechPieces.Piece> pieces, int[] labels) {
        List<SpeakerTurn> turns = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            SpeechPieces.Piece piece = pieces.get(i);
            int at = turns.size() - 1;
            SpeakerTurn last = at < 0 ? null : turns.get(at);
            double start = piece.start();
            if (last != null && start <= last.end()) {
                if (last.speaker() == labels[i]) {
                    turns.set(at, new SpeakerTurn(last.start(), Math.max(last.end(), piece.end()), labels[i]));
                    continue;
                }
                if (start < last.end()) {
                    double middle = (last.end() + start) / 2;
                    turns.set(at, new SpeakerTurn(last.start(), Math.max(last.start(), middle), last.speaker()));
                    start = middle;
                }
            }
            turns.add(new SpeakerTurn(start, Math.max(start, piece.end()), labels[i]));
        }
        return turns;
    }
}
