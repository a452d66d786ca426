/**
 * Transcripts: the timed text of one recording, and how much of its speech has text. Records only. {@code transcribe}
 * creates them, {@code output} writes and reads them.
 *
 * <p>{@link qasr.transcript.Transcript} holds the recording ({@code Source}), how it was made ({@code Making}), the
 * {@link qasr.transcript.Utterance}s and the {@link qasr.transcript.Gap}s between them. An utterance has a
 * {@link qasr.transcript.Place}, a {@link qasr.transcript.Wording} (raw text, shown text and the reversible
 * {@link qasr.transcript.Edit}s between the two), a {@link qasr.transcript.Confidence} and an
 * {@link qasr.transcript.Outcome} (status, earlier attempts, flags). {@link qasr.transcript.Coverage} sums up the
 * statuses.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>An utterance without words is kept, because the detector found speech there and the coverage counts its
 *   seconds. Text formats leave it out.
 *   <li>Languages are English names as the model writes them, never codes; "" means none. Other missing strings are ""
 *   too, and null in JSON.
 *   <li>Log-probabilities are NaN if there are no tokens.
 *   <li>All times are whole milliseconds. A transcript that is read back must equal the one that was written, so that
 *   formats rendered later equal formats written at once.
 *   <li>Change a text with {@code Wording.edited} only, so that the raw text can be rebuilt.
 * </ul>
 */
package qasr.transcript;
