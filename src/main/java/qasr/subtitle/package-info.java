/**
 * Subtitles: which words are shown together, on which lines, from when to when.
 *
 * <p>In: utterances, with or without word times. Out: {@link qasr.subtitle.Cue}s, which all subtitle formats share, and
 * {@link qasr.subtitle.Violation}s for the rules that the subtitles break. This package knows no file format, except that
 * {@link qasr.subtitle.SubtitleFile} reads subtitles to check them.
 *
 * <h2>Steps</h2>
 *
 * <ol>
 *   <li>{@code WordSource}: when each word was said. Without word times, the utterance's time is shared out by letters.
 *   <li>{@code Passage}: utterances without a long pause between them, of one language and speaker.
 *   <li>{@code Atom}: the pieces that no line break can split (UAX 14, kinsoku, numbers with measure words, names).
 *   <li>{@code CueSplitter}: the subtitles of a passage, by dynamic programming; {@code LineBreaker}: their lines. {@code
 *       Exchange} splits passages that are said at the same time.
 *   <li>{@code CueTimes}: the final times.
 *   <li>{@link qasr.subtitle.CueCheck}: what breaks a rule, in our subtitles or in a file.
 * </ol>
 *
 * <h2>Rules</h2>
 *
 * Netflix's Timed Text Style Guide and the BBC's Subtitle Guidelines, see {@link qasr.subtitle.CueRules} and {@code
 * ReadingLimit}. If rules conflict, this is the order of priority: all words, time of speaking, duration, width, speed.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>A subtitle never ends before its last word, even if it is longer than allowed: one word cannot be split.
 *   <li>The language of an utterance does not decide alone: English words in a Chinese transcript have the width and the
 *       speed of English. {@code ScriptCount} decides for each subtitle.
 *   <li>Widths are integers in columns: a full-width cell has two. Netflix counts in full-width characters, where a
 *       half-width one counts half.
 *   <li>Marks of ambiguous width (… “ ”) are full-width beside full-width characters only.
 * </ul>
 */
package qasr.subtitle;
