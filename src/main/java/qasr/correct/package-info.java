/**
 * Takes a transcript that somebody has corrected in an editor back into the result it came from.
 *
 * <p>In: a {@link qasr.transcript.Transcript} and the text of a corrected txt, SRT or WebVTT file. Out: the transcript with an
 * {@link qasr.transcript.Edit} of kind {@code correction} for each run of words that differs, and what did not fit.
 *
 * <p>{@code CorrectedText} reads the file as lines of {@code Token}s. {@code TokenMatch} finds the tokens of the file in the
 * transcript: runs of three that occur once on both sides are anchors, between which the fewest errors decide. {@code Corrections}
 * gives each token of the file to a segment and makes the edits. Segments keep their times, confidence and raw text.
 *
 * <p>Traps. A file may be older than the result: a segment that says what it said before an earlier correction or a retry was not
 * corrected in this file. Times in the file are not taken over; they only place a subtitle whose words are all new.
 */
package qasr.correct;
