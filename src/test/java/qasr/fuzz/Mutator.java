package qasr.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes in the ways that disks, networks, programs and attackers do. The same seed gives the same damage. */
final class Mutator {
    /** Numbers at which lengths and counts go wrong. */
    private static final long[] ODD = {0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFFL, 0x80000000L, -1, -2
    };

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** Returns {@code bytes} with one to four kinds of damage; {@code other} is what foreign parts come from. */
    byte[] mutate(byte[] bytes, byte[] other) {
        byte[] result = bytes.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            result = once(result, other);
        }
        return result;
    }

    private byte[] once(byte[] bytes, byte[] other) {
        if (bytes.length == 0) {
            return other.clone();
        }
        return switch (random.nextInt(13)) {
            case 0, 1 -> flipped(bytes, place(bytes.length));
            case 2 -> flipped(bytes, random.nextInt(bytes.length));
            case 3 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 4 -> spliced(bytes, other);
            case 5, 6 -> withNumber(bytes);
            case 7 -> swapped(bytes);
            case 8 -> moved(bytes, true);
            case 9 -> moved(bytes, false);
            case 10 -> filled(bytes);
            case 11 -> atoms(bytes);
            default -> inserted(bytes, other);
        };
    }

    /** Headers decide more than sound does: half of the damage is in the first kilobyte. */
    private int place(int length) {
        return random.nextInt(random.nextBoolean() ? Math.min(length, 1024) : length);
    }

    private byte[] flipped(byte[] bytes, int at) {
        int times = 1 << random.nextInt(8);
        for (int i = 0; i < times; i++) {
            int where = i == 0 ? at : random.nextInt(3) == 0 ? place(bytes.length) : Math.min(bytes.length - 1, at + i);
            bytes[where] ^= (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : random.nextInt(256));
        }
        return bytes;
    }

    private byte[] spliced(byte[] bytes, byte[] other) {
        int head = Math.min(other.length, 1 << (3 + random.nextInt(10)));
        int from = random.nextBoolean() ? Math.min(head, bytes.length) : random.nextInt(bytes.length);
        byte[] result = Arrays.copyOf(other, head + bytes.length - from);
        System.arraycopy(bytes, from, result, head, bytes.length - from);
        return result;
    }

    private byte[] withNumber(byte[] bytes) {
        int width = 1 << random.nextInt(4);
        if (bytes.length < width) {
            return bytes;
        }
        long number = random.nextInt(4) == 0 ? random.nextLong() : ODD[random.nextInt(ODD.length)];
        int at = Math.min(bytes.length - width, place(bytes.length));
        boolean bigEnd = random.nextBoolean();
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (number >> (8 * (bigEnd ? width - 1 - i : i)));
        }
        return bytes;
    }

    private byte[] swapped(byte[] bytes) {
        int length = Math.min(bytes.length / 2, 1 << random.nextInt(12));
        int first = place(bytes.length - length);
        int second = random.nextInt(bytes.length - length + 1);
        byte[] kept = Arrays.copyOfRange(bytes, first, first + length);
        System.arraycopy(bytes, second, bytes, first, length);
        System.arraycopy(kept, 0, bytes, second, length);
        return bytes;
    }

    /** Takes a piece out, or puts it there twice. */
    private byte[] moved(byte[] bytes, boolean out) {
        int at = place(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(1 << random.nextInt(14)));
        int rest = out ? at + length : at;
        byte[] result = Arrays.copyOf(bytes, at + (out ? 0 : length) + bytes.length - rest);
        System.arraycopy(bytes, rest, result, at + (out ? 0 : length), bytes.length - rest);
        return result;
    }

    private byte[] filled(byte[] bytes) {
        int at = place(bytes.length);
        int length = Math.min(bytes.length - at, 1 << random.nextInt(14));
        if (random.nextBoolean()) {
            Arrays.fill(bytes, at, at + length, random.nextBoolean() ? (byte) 0 : (byte) -1);
        } else {
            for (int i = 0; i < length; i++) {
                bytes[at + i] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }

    private byte[] inserted(byte[] bytes, byte[] other) {
        int at = place(bytes.length);
        int from = random.nextInt(Math.max(1, other.length));
        int length = Math.min(other.length - from, 1 << random.nextInt(13));
        byte[] result = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(other, from, result, at, length);
        System.arraycopy(bytes, at, result, at + length, bytes.length - at);
        return result;
    }

    /** Where a four-letter name stands that may be an atom's, with its big-endian length before it. */
    private static List<Integer> names(byte[] bytes) {
        List<Integer> names = new ArrayList<>();
        for (int i = 4; i + 4 <= bytes.length && names.size() < 200; i++) {
            String name = new String(bytes, i, 4, StandardCharsets.ISO_8859_1);
            if (name.matches("[a-zA-Z][a-zA-Z0-9 ]{3}")) {
                names.add(i);
                i += 3;
            }
        }
        return names;
    }

    /** Swaps the names of two atoms or chunks, or the atoms themselves, or gives one an odd length. */
    private byte[] atoms(byte[] bytes) {
        List<Integer> names = names(bytes);
        if (names.size() < 2) {
            return flipped(bytes, place(bytes.length));
        }
        int first = names.get(random.nextInt(names.size()));
        int second = names.get(random.nextInt(names.size()));
        int span = random.nextBoolean() ? 4 : 4 + random.nextInt(64);
        if (random.nextBoolean()
                && Math.max(first, second) + span <= bytes.length
                && Math.abs(first - second) >= span) {
            byte[] kept = Arrays.copyOfRange(bytes, first, first + span);
            System.arraycopy(bytes, second, bytes, first, span);
            System.arraycopy(kept, 0, bytes, second, span);
            return bytes;
        }
        long length = ODD[random.nextInt(ODD.length)];
        int at = random.nextBoolean() || first + 8 > bytes.length ? first - 4 : first + 4;
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (length >> (24 - 8 * i));
        }
        return bytes;
    }
}
