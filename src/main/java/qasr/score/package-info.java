/**
 * How far a text is from a reference: word and character error rates.
 *
 * <p>In: two texts. Out: {@link qasr.score.Score} with the counts of both rates and the words' alignment.
 *
 * <h2>Normalisation</h2>
 *
 * Both texts are brought to one form first, in this order: Unicode NFKC (full width becomes half width), lower case,
 * typographic apostrophes as {@code '}; then everything that is no letter, mark or digit becomes a blank, except an
 * apostrophe between letters, a point between digits, and a comma between digits, which is left out. With numbers, number
 * words are written in figures before that, by the rules of {@code qasr.edit}. Words are what blanks part; in scripts
 * without blanks (Chinese, Japanese, Thai, Lao, Khmer, Burmese) each character is a word. Characters are all code points
 * but blanks.
 *
 * <h2>Rates</h2>
 *
 * (substitutions + deletions + insertions) / units of the reference, by the alignment with the fewest errors and, among
 * those, the fewest substitutions. A total sums the counts, so that long files weigh more. Without a reference there is
 * no rate.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>sclite weighs a substitution 4 and the others 3: its alignment may have more errors than the least possible.
 *   <li>A rate may exceed 100 %.
 * </ul>
 */
package qasr.score;
