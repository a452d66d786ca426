/**
 * What is done to the model's text before anyone reads it: terms as the glossary has them, figures for number words,
 * the Chinese script asked for, punctuation taken out. Each only where the user asked for it.
 *
 * <p>In: one chunk's text and language. Out: the new text with a {@link qasr.transcript.Edit} for every change, from
 * which the model's own text can be rebuilt exactly. A {@link qasr.edit.TextStage} only says what it would replace; the
 * {@link qasr.edit.Editor} makes the edits, and keeps later stages away from what the glossary has settled.
 *
 * <h2>Glossary</h2>
 *
 * Terms are compared without case, without the difference of full and half width, and without blanks, hyphens,
 * underscores and middle dots where the term itself has one or could have one (beside a digit, before a capital inside
 * a word, beside a Chinese character). In alphabetic scripts only whole words count. Han terms of three or more
 * characters are also found by their pinyin without tones. The longest match wins, then the exact one, then the first.
 * A canonical term that stands in the text already is left alone with everything inside it.
 *
 * <h2>Numbers</h2>
 *
 * Chinese follows GB/T 15835-2011 (General rules for writing numerals in publications): figures for quantities, dates,
 * amounts and percentages (4.1); Chinese numerals for approximations such as 三四十, set phrases such as 不管三七二十一,
 * and numbers of one digit that count nothing measured (4.2). English follows the Associated Press Stylebook, "numerals":
 * words from one to nine, figures from 10 on, figures always with percent and money, "3 million", no ordinal in dates
 * ("March 3"). Whatever is not surely a number stays as it is; {@link qasr.edit.ChineseNumbers} and
 * {@link qasr.edit.EnglishNumbers} list the rules one by one.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>Taiwan's and Hong Kong's scripts here change characters only. OpenCC4j's own Taiwan conversion also changes
 *       words (打印机 to 印表機), which nobody said, and writes 後麵 for 后面.
 *   <li>Japanese is never converted, nor its numbers: it shares the characters, not the rules.
 *   <li>"us" is not the company US: a term of up to three letters without a raw form is only found in its own case.
 * </ul>
 */
package qasr.edit;
