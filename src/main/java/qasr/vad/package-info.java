/** Where speech is, and where a recording may be cut: probabilities become speech ranges become chunks. */
package qasr.vad;
