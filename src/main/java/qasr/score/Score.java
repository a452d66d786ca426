package qasr.score;

import java.util.List;

/**
 * The word and character errors of a text against its reference.
 *
 * @param wordAlignment the alignment of the words
 */
public record Score(Errors words, Errors characters, Alignment wordAlignment) {
    /** Compares {@code hypothesis} with {@code reference}. */
    public static Score of(String reference, String hypothesis, Normaliser normaliser) {
        Alignment words = new Alignment(normaliser.words(reference), normaliser.words(hypothesis));
        Alignment characters = new Alignment(normaliser.characters(reference), normaliser.characters(hypothesis));
        return new Score(words.errors(), characters.errors(), words);
    }

    /** Finds the aligned words, in order. For long texts this takes a multiple of the time to count the errors. */
    public List<Alignment.Pair> alignment() {
        return wordAlignment.pairs();
    }
}
