package qasr.text;

import java.util.HashMap;
import java.util.Map;

/** The content of the tokenizer files: pieces by id, merges in order, added tokens. Used only during loading. */
final class Vocabulary {
    /** A limit far above any vocabulary. A higher id means a damaged file; it must not allocate gigabytes. */
    private static final int MAX_ID = 1 << 22;

    private final PieceTable pieces = new PieceTable();
    private final MergeList merges = new MergeList();
    private final Map<String, AddedToken> added = new HashMap<>();
    private int maxId = -1;

    void addPiece(String piece, int id, String file) throws VocabularyException {
        checkId(piece, id, file);
        if (!pieces.add(piece, id)) {
            throw new VocabularyException(file + ": '" + piece + "' is listed twice");
        }
    }

    void addMerge(String left, String right, int place) {
        merges.add(left, right, place);
    }

    void addToken(AddedToken token, String file) throws VocabularyException {
        checkId(token.content(), token.id(), file);
        if (token.content().isEmpty()) {
            throw new VocabularyException(file + ": added token " + token.id() + " is empty");
        }
        added.put(token.content(), token);
    }

    private void checkId(String piece, int id, String file) throws VocabularyException {
        if (id < 0 || id > MAX_ID) {
            throw new VocabularyException(file + ": id " + id + " of '" + piece + "' is not in 0 to " + MAX_ID);
        }
        maxId = Math.max(maxId, id);
    }

    PieceTable pieces() {
        return pieces;
    }

    MergeList merges() {
        return merges;
    }

    /** Returns the added tokens by their text. */
    Map<String, AddedToken> added() {
        return added;
    }

    /** Returns the highest id plus one. */
    int size() {
        return maxId + 1;
    }
}
