/**
 * Times of words: the units of a text are found in the sound of its chunk.
 *
 * <p>In: the samples of a chunk and its text. Out: {@link qasr.transcript.Word}s. An {@link qasr.align.UnitAligner} times
 * units (words without blanks and punctuation, or single Chinese characters); everything else here is arithmetic on
 * text and times and knows no network.
 *
 * <h2>Units</h2>
 *
 * {@link qasr.align.WordUnits} splits a text. Most languages are split at blanks and around Chinese characters. Japanese
 * is split into morphemes by Kuromoji (Lucene 9, IPADIC), because the reference's segmenter exists for Python only; the
 * model accepts any units. Korean is split at blanks, as in transformers: the reference also cuts behind prefixes of a word
 * list, which is not part of this program.
 *
 * <h2>Qwen3-ForcedAligner</h2>
 *
 * {@link qasr.align.ForcedAligner} gives the network the sound of a chunk and its units, each followed by two timestamp
 * tokens, and gets a class of 80 ms for each timestamp in one pass. The prompt has nothing else: with the recogniser's chat
 * template the times would be a tenth of a second late. The network may give times that fall; {@link
 * qasr.align.MonotonicRepair} is the published rule that makes them rise.
 */
package qasr.align;
