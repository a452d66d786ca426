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
 *
 * <h2>The built-in aligner</h2>
 *
 * {@link qasr.align.ConnectionistAligner} uses the character head of the built-in model. The head is sure of a character only for a short moment inside its sound. {@code CharacterPath} finds the moments of all
 * characters of a text, {@code UnitEdges} the ends of units from the level of the sound between these moments. The path may leave
 * out units that were not said, and sound that belongs to no unit, at {@code PathCosts}.
 *
 * <h2>Words</h2>
 *
 * {@link qasr.align.WordTimer} makes words of the times of units. Both aligners' times go through the same steps: the repair,
 * {@code SpreadTimes} (units without a length), {@code ClippedTimes} (units longer than their energy allows), and the checks of
 * {@code SaidCheck}. {@link qasr.align.SpeechMap} says where there is speech. If there is no aligner for a text, or a check
 * fails, {@link qasr.align.ApproximateTimes} estimates the times, and the utterance is marked {@code approx}.
 *
 * <p>Traps. Words that were not said push the other words to wrong places. The path of the built-in aligner leaves them out. Qwen3-ForcedAligner
 * cannot tell: words that a recogniser did not hear ({@link qasr.align.Hearing}) are removed, and the other words are aligned again.
 * Samples are rounded to 16 bits first, so that a second pass over a temporary file gives the same times as the first.
 */
package qasr.align;
