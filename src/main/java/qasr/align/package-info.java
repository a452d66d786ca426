/**
 * Times of words: the units of a text are found in the sound of its chunk.
 *
 * <p>In: the samples of a chunk and its text. Out: {@link qasr.transcript.Word}s. An {@link qasr.align.UnitAligner} times
 * units (words without blanks and punctuation, or single Chinese characters); everything else here is arithmetic on
 * text and times and knows no network.
 */
package qasr.align;
