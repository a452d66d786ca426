package qasr.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The content of the tokenizer files: pieces by id, merges in order, added tokens. Used only during loading. */
final class Vocabulary {
    /** A limit far above any vocabulary. A higher id means a damaged file; it must not allocate gigabytes. */
    private static final int MAX_ID = 1 << 22;

    private final Map<String, Integer> idByPiece = new HashMap<>(1 << 18);
    private final List<Merge> merges = new ArrayList<>(1 << 17);
    private final Map<String, AddedToken> added = new HashMap<>();
    private int maxId = -1;

    /** One merge, with its place in the file for messages. */
    record Merge(String left, String right, int place) {}

    void addPiece(String piece, int id, String file) throws VocabularyException {
        checkId(piece, id, file);
        if (idByPiece.put(piece, id) != null) {
            throw new VocabularyException(file + ": '" + piece + "' is listed twice");
        }
    }

    void addMerge(String left, String right, int place) {
        merges.add(new Merge(left, right, place));
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

    Map<String, Integer> idByPiece() {
        return idByPiece;
    }

    List<Merge> merges() {
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
