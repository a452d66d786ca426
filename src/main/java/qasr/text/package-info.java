/**
 * Token ids to text and back, and what the model's text means.
 *
 * <p>Enters: the tokenizer files of a model directory, token ids, text. Leaves: {@link qasr.text.Tokenizer},
 * {@link qasr.text.TextStream} for ids that arrive one by one, {@link qasr.text.AsrOutput} (language and words of one
 * chunk), {@link qasr.text.LanguageSet} (what a user may ask for), {@link qasr.text.TextJoiner} (chunks to running
 * text). Knows neither the network nor the prompt.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>Ids come from the files only. The published checkpoints and a small vocabulary differ in every one of them, and
 *       the class defaults in the reference's Python config are not the audio ids either.
 *   <li>{@code <asr_text>} is an added token that is <em>not</em> special: it survives decoding, and parsing needs it.
 *   <li>The first line of merges.txt may be a comment. A later line that begins with '#' is a merge.
 *   <li>NFC comes after added tokens are split out and before words are: {@code decode(encode(s))} is NFC of {@code s}.
 *   <li>{@code \s} in the word pattern takes in U+00A0, U+0085 and U+3000; Java needs UNICODE_CHARACTER_CLASS for that.
 *   <li>Letters that a later Unicode than this JDK's added may split differently from the reference; harmless, since
 *       only context and prefills are ever encoded.
 *   <li>lstrip, rstrip and single_word of added tokens are not read: no published checkpoint sets them.
 *   <li>Parsing follows Python: code points, {@code str.strip}'s idea of white space, {@code str.splitlines}'s of lines.
 *   <li>A language that was asked for is checked; one that the model said is not, as in the reference.
 * </ul>
 */
package qasr.text;
