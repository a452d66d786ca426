/**
 * Output formats and output files.
 *
 * <p>In: a {@link qasr.transcript.Transcript}, or rows of {@code segment} and {@code detect-lang}. Out: text, and
 * {@link qasr.output.OutputFile}, a file that is replaced atomically. This package does not know options, streams or
 * headings.
 *
 * <h2>Formats</h2>
 *
 * <ul>
 *   <li>txt: one line per utterance. It can be followed while it grows, and two runs can be compared line by line.
 *   <li>md: CommonMark, the recording's name as a heading, then paragraphs; text that would be markup is escaped.
 *   <li>srt, vtt, ass, lrc: the cues of {@code qasr.subtitle}.
 *   <li>html: a plain page for readers; textgrid: tiers of utterances and words for Praat.
 *   <li>tsv, csv: start and end in milliseconds and the text, as in openai/whisper and whisper.cpp.
 *   <li>jsonl: one segment per line, as in the JSON.
 *   <li>json: {@code qasr.transcript/1}, whose JSON Schema is {@code qasr.transcript.1.schema.json}; one line per
 *   recording if several share a stream (JSON Lines). {@link qasr.output.TranscriptJsonReader} reads it; a transcript
 *   that was read gives the same output in every format.
 *   <li>{@link qasr.output.ChunkJson}: the result of a chunk on one line, not rounded, for journals.
 *   <li>tsv, json, rttm, audacity, srt of {@code segment} ({@code qasr.segments/1}) and {@code detect-lang} ({@code qasr.languages/1}), and
 *       the JSON of {@code check} ({@code qasr.check/1}).
 * </ul>
 *
 * <p>No docx is written: Apache POI needs more than 15 MB of libraries for it, docx4j more, and a word processor opens the html page.
 *
 * <p>The JSON has the loudness of the recording in at most 2,000 values ({@code waveform}, 2.7 kB), because {@code qasr view}
 * draws it without reading the recording again. It is always written: a page may be wanted years later, and readers ignore
 * keys that they do not know. {@code jsonl} has segments only.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>JSON has no NaN: unknown values are null. Text is plain UTF-8, not escaped for HTML.
 *   <li>Seconds are decimals with three places, never converted from a double.
 *   <li>SubRip cannot escape {@code -->} and tags; a word joiner (U+2060) inside makes them text.
 *   <li>Utterances without words are in the JSON only, because its coverage counts their seconds.
 *   <li>Files.createTempFile creates private files, but results must have the mode that the user's umask gives.
 * </ul>
 */
package qasr.output;
