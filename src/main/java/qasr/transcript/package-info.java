/**
 * What a result is: timed text of one recording. Records only; {@code transcribe} makes them, {@code output} writes
 * them.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>An utterance without words is kept: the detector found speech there, and whoever counts seconds needs to see
 *       it. Writers for readers leave it out.
 *   <li>Languages are English names as the model says them, never codes; "" is none.
 *   <li>Log-probabilities are NaN where there were no tokens.
 * </ul>
 */
package qasr.transcript;
