package qasr.text;

import java.util.Arrays;

/**
 * The pieces of a vocabulary with their ids. Their characters are in one array, since 150,000 strings in a map take half a
 * second at each start, most of it for collecting garbage.
 */
final class PieceTable {
    static final int NONE = -1;

    private char[] characters = new char[1 << 16];
    /** By entry, in the order of adding: the position after its last character, and its id. */
    private int[] ends = new int[1 << 12];

    private int[] ids = new int[1 << 12];
    /** Open addressing by the hash of the characters: an entry plus one, or 0. At least half are empty. */
    private int[] slots = new int[1 << 13];

    private int size;

    /** Adds {@code piece}; returns false, and changes nothing, if it is there already. */
    boolean add(String piece, int id) {
        int start = start(size);
        int end = start + piece.length();
        if (end > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(end, 2 * characters.length));
        }
        piece.getChars(0, piece.length(), characters, start);
        if (2 * (size + 1) > slots.length) {
            widen();
        }
        int slot = slotOf(characters, start, end);
        if (slots[slot] != 0) {
            return false;
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            ids = Arrays.copyOf(ids, 2 * size);
        }
        ends[size] = end;
        ids[size] = id;
        slots[slot] = ++size;
        return true;
    }

    private void widen() {
        slots = new int[2 * slots.length];
        for (int entry = 0; entry < size; entry++) {
            slots[slotOf(characters, start(entry), ends[entry])] = entry + 1;
        }
    }

    /** Returns the slot of the characters from {@code from} to before {@code to}, or the empty one where they belong. */
    private int slotOf(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int mask = slots.length - 1;
        int slot = (hash * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(mask);
        while (slots[slot] != 0 && !holds(slots[slot] - 1, text, from, to)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean holds(int entry, char[] text, int from, int to) {
        return Arrays.equals(characters, start(entry), ends[entry], text, from, to);
    }

    /** Returns the id of the piece with the characters from {@code from} to before {@code to}, or {@link #NONE}. */
    int idOf(char[] text, int from, int to) {
        int found = slots[slotOf(text, from, to)];
        return found == 0 ? NONE : ids[found - 1];
    }

    /** Returns the id of {@code piece}, or {@link #NONE}. */
    int idOf(String piece) {
        return idOf(piece.toCharArray(), 0, piece.length());
    }

    /** Returns the number of pieces. */
    int size() {
        return size;
    }

    /** Returns the id of an entry, by the order of adding. */
    int idAt(int entry) {
        return ids[entry];
    }

    /** Returns the text of an entry. */
    String at(int entry) {
        return new String(characters, start(entry), ends[entry] - start(entry));
    }

    private int start(int entry) {
        return entry == 0 ? 0 : ends[entry - 1];
    }
}
