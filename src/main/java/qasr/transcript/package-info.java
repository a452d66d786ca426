/**
 * What a result is: timed text of one recording, and a ledger of what became of each of its seconds. Records only;
 * {@code transcribe} makes them, {@code output} writes and reads them.
 *
 * <p>{@link qasr.transcript.Transcript} holds the recording ({@code Source}), how it was made ({@code Making}), the
 * {@link qasr.transcript.Utterance}s and the {@link qasr.transcript.Gap}s between them. An utterance has a
 * {@link qasr.transcript.Place}, a {@link qasr.transcript.Wording} (raw text, shown text and the reversible
 * {@link qasr.transcript.Edit}s between the two), a {@link qasr.transcript.Confidence} and an
 * {@link qasr.transcript.Outcome} (status, earlier attempts, flags). {@link qasr.transcript.Coverage} adds them up.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>An utterance without words is kept: the detector found speech there, and whoever counts seconds needs to see
 *       it. Writers for readers leave it out.
 *   <li>Languages are English names as the model says them, never codes; "" is none. Other strings that may be missing
 *       are "" too, and null in JSON.
 *   <li>Log-probabilities are NaN where there were no tokens.
 *   <li>All times are whole milliseconds: a transcript read back from its file must be the transcript that was written,
 *       or no format could be made from it later that equals the one made at once.
 *   <li>Whoever changes a text goes through {@code Wording.edited}, so that the raw text can be rebuilt.
 * </ul>
 */
package qasr.transcript;
