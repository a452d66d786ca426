/**
 * Changes to the model's text that the user has asked for: glossary spellings, figures for number words, another
 * Chinese script, no punctuation.
 *
 * <p>In: the text and language of one chunk. Out: the new text with one {@link qasr.transcript.Edit} per change. The
 * edits can be undone to get the model's own text exactly. A {@link qasr.edit.TextStage} only proposes replacements;
 * the {@link qasr.edit.Editor} makes the edits and protects glossary terms from later stages.
 *
 * <h2>Glossary</h2>
 *
 * The comparison of terms ignores case and the difference between full and half width. It also ignores blanks, hyphens,
 * underscores and middle dots where the term has one or could have one: beside a digit, before a capital inside a word,
 * beside a Chinese character. In alphabetic scripts only whole words match. Han terms of three or more characters also
 * match by their pinyin without tones. The longest match wins, then the exact one, then the first. A canonical term in
 * the text is not changed, and nothing inside it is.
 *
 * <h2>Numbers</h2>
 *
 * Chinese follows GB/T 15835-2011 (General rules for writing numerals in publications): figures for quantities, dates,
 * amounts and percentages (4.1); Chinese numerals for approximations such as 三四十, set phrases such as 不管三七二十一,
 * and numbers of one digit without a unit of measurement (4.2). English follows the Associated Press Stylebook,
 * "numerals":
 * words from one to nine, figures for 10 and more, always figures with percent and money, "3 million", no ordinal in
 * dates ("March 3"). Text that is not clearly a number is not changed. {@link qasr.edit.ChineseNumbers} and
 * {@link qasr.edit.EnglishNumbers} list the rules.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>The conversions for Taiwan and Hong Kong change characters only. OpenCC4j's own Taiwan conversion also changes
 *   words (打印机 to 印表機), which would not be what was said, and writes 後麵 for 后面.
 *   <li>Japanese text and its numbers are never converted: Japanese shares the characters, but not the rules.
 *   <li>"us" is not the company US: a term of up to three letters without a raw form matches in its own case only.
 * </ul>
 */
package qasr.edit;
