/**
 * What is asked for: inputs, wishes, formats and where results go, all of it checked, none of it done.
 *
 * <p>In: what the command line says, by way of {@code qasr.cli}. Out: an immutable {@code *Job} for each command, with
 * records such as {@code TextWishes}, {@code Guarding} and {@code BatchPolicy} in it, and open {@code Results}.
 *
 * <p>Each rule has one place: {@code InputExpansion} which files of a directory are taken, {@code Results} where results go
 * and how several share a stream, {@code OutputNames} what output files are called, {@code OutputPlace} whether an output
 * can be written, before hours are spent on it. {@code DecodingPlan} is what words depend on besides sound and model, the
 * same for {@code transcribe} and {@code retry}; {@code ResultOptions} are the options that results depend on, as they were
 * given.
 *
 * <p>Traps. {@code Input.name} is for people, {@code Input.path} for opening: a name may hold bytes that are not UTF-8. Two
 * inputs may have one name, or names that differ in case only: {@code OutputNames} keeps their outputs apart.
 */
package qasr.job;
