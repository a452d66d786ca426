/**
 * Converts token ids to text and back, and parses the model's text.
 *
 * <p>In: the tokenizer files of a model directory, token ids, text. Out: {@link qasr.text.Tokenizer}, {@link
 * qasr.text.TextStream} for ids that arrive one by one, {@link qasr.text.AsrOutput} (language and words of one chunk),
 * {@link qasr.text.LanguageSet} (the languages a user may choose), {@link qasr.text.TextJoiner} (texts of chunks to
 * running text). This room does not use the network or the prompt.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>Ids come from the files only. All ids differ between the published checkpoints and a small vocabulary. The
 *       defaults in the reference's Python classes are not the right audio ids either.
 *   <li>{@code <asr_text>} is an added token that is <em>not</em> special: decoding keeps it, and parsing needs it.
 *   <li>The first line of merges.txt may be a comment. A later line that begins with '#' is a merge.
 *   <li>NFC is applied after splitting at added tokens and before splitting into words: {@code decode(encode(s))} is
 *       NFC of {@code s}.
 *   <li>{@code \s} in the word pattern includes U+00A0, U+0085 and U+3000; Java needs UNICODE_CHARACTER_CLASS for this.
 *   <li>Letters of a later Unicode version than this JDK's may be split differently from the reference. This is
 *       harmless, because only the context and forced languages are encoded.
 *   <li>lstrip, rstrip and single_word of added tokens are not read: no published checkpoint sets them.
 *   <li>Parsing follows Python: code points, white space as in {@code str.strip}, lines as in {@code str.splitlines}.
 *   <li>A language from the user is checked. A language from the model is not checked, as in the reference.
 * </ul>
 */
package qasr.text;
