/**
 * Campaigns with damaged bytes, run by {@code mvn -B -Pfuzz verify -Dfuzz.minutes=N -Dfuzz.seed=S} and left out otherwise.
 *
 * <p>Three of them, each with a budget of its own: {@code MediaFuzzIT} gives recordings of 70 kinds, damaged, to the real
 * program in processes that are watched; {@code ByteFuzzIT} gives results, settings, records, lists and models to what reads
 * them, in this process; {@code GuidedFuzzIT} does the same with Jazzer. {@code -Dit.test=MediaFuzzIT} runs one alone, and
 * {@code -Dfuzz.files=2000 -Dfuzz.commands=segment} limits it, and {@code -Dfuzz.first=6200} goes on at
 * that file. The seed is printed; media file N of a seed is always the same,
 * and so is case N of a target.
 *
 * <p>Findings and figures are in {@code target/fuzz}. What was found becomes an ordinary test with the fix, made from a rule
 * and not from a binary file.
 */
package qasr.fuzz;
