package qasr.score;

import java.util.List;

/**
 * The word and character errors of a text against its reference.
 *
 * @param alignment the alignment of the words, in order
 */
public record Score(Errors words, Errors characters, List<Alignment.Pair> alignment) {
    public Score {
        alignment = List.copyOf(alignment);
    }

    /** Compares {@code hypothesis} with {@code reference}. */
    public static Score of(String reference, String hypothesis, Normaliser normaliser) {
        List<String> said = normaliser.words(reference);
        List<String> heard = normaliser.words(hypothesis);
        Alignment words = new Alignment(said, heard);
        Alignment characters = new Alignment(normaliser.characters(reference), normaliser.characters(hypothesis));
        return new Score(words.errors(), characters.errors(), words.pairs());
    }
}
