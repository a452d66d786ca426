/**
 * How results are written.
 *
 * <p>Enters: a {@link qasr.transcript.Transcript}, or rows of {@code segment} and {@code detect-lang}. Leaves: text,
 * and {@link qasr.output.OutputFile}, a file that is there whole or not at all. Nothing here knows options, streams or
 * headings: that is {@code cli}'s.
 *
 * <h2>Formats</h2>
 *
 * <ul>
 *   <li>txt: one line per utterance. It can be followed while it grows, and two runs compare line by line.
 *   <li>md: CommonMark, the recording's name as a heading and paragraphs; what was said is escaped where it would be markup.
 *   <li>srt: at most two lines of 42 columns (16 full-width characters) for 5/6 s to 7 s, see {@code CueLayout}.
 *   <li>vtt, ass: the same cues; lrc: a time before each line.
 *   <li>tsv, csv: start and end in milliseconds and the words, as openai/whisper and whisper.cpp have them.
 *   <li>jsonl: one segment of the JSON a line.
 *   <li>json: {@code qasr.transcript/1}, whose JSON Schema is {@code qasr.transcript.1.schema.json}; one line of it per recording where several share a stream (JSON Lines).
 *       {@link qasr.output.TranscriptJsonReader} reads it back, and what is written of that is the same in every format.
 *   <li>{@link qasr.output.ChunkJson}: what came of a chunk on a line without any rounding, for journals.
 *   <li>tsv, json of {@code segment} ({@code qasr.segments/1}) and {@code detect-lang} ({@code qasr.languages/1}).
 * </ul>
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>JSON has no NaN: what is not known is null. Its text is UTF-8 as it is, not escaped for HTML.
 *   <li>Seconds have three decimals as decimals, never through a double.
 *   <li>SubRip cannot escape its own arrow: {@code -->} in a text becomes {@code ->}.
 *   <li>Utterances without words are in the JSON (someone counts seconds there) and nowhere else.
 *   <li>Files.createTempFile makes private files; results must have the mode that the user's umask gives.
 * </ul>
 */
package qasr.output;
