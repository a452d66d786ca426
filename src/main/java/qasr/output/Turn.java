package qasr.output;

import java.util.Optional;
import qasr.transcript.Utterance;

/** How running text shows who speaks: each turn is a paragraph, which begins with the name of the speaker. */
final class Turn {
    private Turn() {}

    /** Returns whether another speaker than {@code last}'s says {@code next}. */
    static boolean changes(Utterance last, Utterance next) {
        return !last.place().speaker().equals(next.place().speaker());
    }

    /** Returns the name with a colon and a blank; "" if the speaker is unknown. */
    static String label(Utterance utterance) {
        String name = name(utterance);
        return name.isEmpty() ? "" : name + ": ";
    }

    /** Returns the name on one line. */
    static String name(Utterance utterance) {
        return Table.line(utterance.place().speaker());
    }

    /**
     * Returns whether {@code next} begins a paragraph. Without a wish, the turns of known speakers are paragraphs.
     *
     * @param wish what the user asked for
     * @param usual the format's rule for text without speakers
     */
    static boolean begins(Optional<Paragraphs> wish, Paragraphs usual, Utterance last, Utterance next) {
        if (changes(last, next)) {
            return true;
        }
        boolean turns = wish.isEmpty() && !next.place().speaker().isEmpty();
        return !turns && wish.orElse(usual).isBreak(last, next);
    }
}
