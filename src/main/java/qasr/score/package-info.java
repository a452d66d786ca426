/**
 * Word and character error rates of a text against a reference.
 *
 * <p>In: two texts. Out: {@link qasr.score.Score} with the error counts and the alignment of the words.
 *
 * <h2>Normalisation</h2>
 *
 * Both texts are normalised first, in this order: Unicode NFKC (full width becomes half width), lower case, typographic
 * apostrophes to {@code '}. Then every character that is no letter, mark or digit becomes a blank. Exceptions: an
 * apostrophe between letters and a point between digits are kept; a comma between digits is removed. If numbers are
 * normalised, number words become figures before that, by the rules of {@code qasr.edit} but in any context, one
 * digit too, and all figures have one spelling: 3 million is 3000000, $5 is 5 dollars. Words are separated by
 * blanks; in scripts without blanks (Chinese, Japanese, Thai, Lao, Khmer, Burmese) each character is a word. Characters
 * are all code points except blanks.
 *
 * <h2>Rates</h2>
 *
 * (substitutions + deletions + insertions) / units of the reference, for the alignment with the fewest errors and,
 * among those, the fewest substitutions. A total adds the counts, so long files have more weight. An empty reference
 * has no rate.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>sclite gives a substitution the weight 4 and other errors 3, so its alignment may have more errors than this
 *   one.
 *   <li>A rate may exceed 100 %.
 * </ul>
 */
package qasr.score;
