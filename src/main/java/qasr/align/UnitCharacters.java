package qasr.align;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import qasr.model.CharacterHead;

/**
 * The characters of a text's units as outputs of a head.
 *
 * @param outputs the output of each character; {@link #ANY} for a unit of which the head knows no character
 * @param units the unit of each character, ascending; each unit has at least one
 */
@SuppressWarnings("ArrayRecordComponent") // made once and never compared
record UnitCharacters(int[] outputs, int[] units) {
    /** Any character: the unit's sound is unknown, but it takes time. */
    static final int ANY = -1;

    /** Returns the characters of {@code units}, lower case; characters that the head does not know are left out. */
    static UnitCharacters of(List<String> units, CharacterHead head) {
        List<int[]> known = new ArrayList<>();
        for (String unit : units) {
            String plain = Normalizer.normalize(unit, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
            int[] outputs = plain.codePoints()
                    .filter(Character::isLetterOrDigit)
                    .mapToObj(head::output)
                    .flatMapToInt(OptionalInt::stream)
                    .toArray();
            known.add(outputs.length > 0 ? outputs : new int[] {ANY});
        }
        return joined(known);
    }

    private static UnitCharacters joined(List<int[]> known) {
        int count = known.stream().mapToInt(outputs -> outputs.length).sum();
        int[] outputs = new int[count];
        int[] units = new int[count];
        int at = 0;
        for (int unit = 0; unit < known.size(); unit++) {
            for (int output : known.get(unit)) {
                outputs[at] = output;
                units[at++] = unit;
            }
        }
        return new UnitCharacters(outputs, units);
    }

    /** Returns the number of characters of each unit. */
    int[] lengths() {
        int[] lengths = new int[units[units.length - 1] + 1];
        for (int unit : units) {
            lengths[unit]++;
        }
        return lengths;
    }

    /** Returns the number of characters. */
    int count() {
        return outputs.length;
    }

    /** Returns whether a new unit begins with {@code character}, or the text ends there. */
    boolean isBoundary(int character) {
        return character == 0 || character == count() || units[character] != units[character - 1];
    }

    /** Returns the least number of frames that hold all characters: equal neighbours need a blank between them. */
    int leastFrames() {
        int frames = count();
        for (int i = 1; i < count(); i++) {
            frames += outputs[i] == outputs[i - 1] ? 1 : 0;
        }
        return frames;
    }

    /** Returns the first character of each unit only, for a text with more characters than the sound has frames. */
    UnitCharacters firstOnly() {
        List<int[]> first = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            if (isBoundary(i)) {
                first.add(new int[] {outputs[i]});
            }
        }
        return joined(first);
    }
}
