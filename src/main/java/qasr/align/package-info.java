/**
 * Times of words: the units of a text are found in the sound of its chunk.
 *
 * <p>In: the samples of a chunk and its text. Out: {@link qasr.transcript.Word}s. An {@link qasr.align.UnitAligner} times
 * units (words without blanks and punctuation, or single Chinese characters); everything else here is arithmetic on
 * text and times and knows no network.
 *
 * <p>{@link qasr.align.ConnectionistAligner} works with the head that the built-in model brings. Its network says when it
 * is sure of a character, which is a short moment inside the sound. {@code CharacterPath} finds the moments of all
 * characters of a text, {@code UnitEdges} the ends of units from the level of the sound between these moments.
 */
package qasr.align;
