package qasr.text;

import java.util.Arrays;

/** The merges as a tokenizer file lists them, in order, in few arrays; see {@link PieceTable}. Used only during loading. */
final class MergeList {
    /** The characters of each merge: its left piece and then its right one, which together are the result. */
    private char[] characters = new char[1 << 16];
    /** By merge: the positions after the left and after the right piece, and the place in the file. */
    private int[] middles = new int[1 << 12];

    private int[] ends = new int[1 << 12];
    private int[] places = new int[1 << 12];
    private int size;

    /** Adds a merge. {@code place} is its place in the file for messages. */
    void add(String left, String right, int place) {
        int start = start(size);
        int middle = start + left.length();
        int end = middle + right.length();
        if (end > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(end, 2 * characters.length));
        }
        left.getChars(0, left.length(), characters, start);
        right.getChars(0, right.length(), characters, middle);
        if (size == ends.length) {
            middles = Arrays.copyOf(middles, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            places = Arrays.copyOf(places, 2 * size);
        }
        middles[size] = middle;
        ends[size] = end;
        places[size++] = place;
    }

    /**
     * Returns the merges by the ids of their pieces.
     *
     * @param origin names the files in messages
     * @throws VocabularyException if {@code pieces} lacks one
     */
    MergeTable table(PieceTable pieces, String origin) throws VocabularyException {
        MergeTable table = new MergeTable(size);
        for (int merge = 0; merge < size; merge++) {
            int start = start(merge);
            int left = pieces.idOf(characters, start, middles[merge]);
            int right = pieces.idOf(characters, middles[merge], ends[merge]);
            int result = pieces.idOf(characters, start, ends[merge]);
            if (left == PieceTable.NONE || right == PieceTable.NONE || result == PieceTable.NONE) {
                String first = text(start, middles[merge]);
                String second = text(middles[merge], ends[merge]);
                String unknown = left == PieceTable.NONE ? first : right == PieceTable.NONE ? second : first + second;
                throw new VocabularyException(origin + ": merge " + places[merge] + " is '" + first + " " + second
                        + "', but the vocabulary has no '" + unknown + "'");
            }
            table.add(left, right, result);
        }
        return table;
    }

    private String text(int from, int to) {
        return new String(characters, from, to - from);
    }

    private int start(int merge) {
        return merge == 0 ? 0 : ends[merge - 1];
    }
}
