/**
 * Copies a user's corrections in a text file back into the JSON result from which the file was made.
 *
 * <p>In: a {@link qasr.transcript.Transcript} and the text of a corrected txt, docx, SRT or WebVTT file. Out: the transcript with an
 * {@link qasr.transcript.Edit} of kind {@code correction} for each run of words that differs, and the words that fit nowhere.
 *
 * <p>{@code CorrectedText} reads the file as lines of {@code Token}s, and {@code FileTokens} cuts them as those of the segments.
 * {@code TokenMatch} finds the tokens of the file in the transcript: runs of three that occur once on both sides are anchors,
 * between which the fewest errors decide. {@code Corrections} gives each token of the file to a segment and makes the edits.
 * Segments keep their times, confidence and raw text.
 *
 * <p>{@code WordDocument} reads the text of a docx with the JDK's zip and XML readers: Apache POI would add 15 MB for it.
 * {@code SegmentEdits} takes the corrections that the page of {@code qasr view} saves, which name their segments.
 *
 * <p>Traps. A file may be older than the result: a segment with the text from before an earlier correction or retry was not
 * corrected in this file. Times in the file do not change the result; they only place a subtitle whose words are all new.
 * Subtitles have line ends where segments have none, with or without a blank there: only the segment tells.
 */
package qasr.correct;
