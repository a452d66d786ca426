/**
 * Jobs: the checked wishes of one command (inputs, options, formats, destination), before anything is done.
 *
 * <p>In: the parsed command line, from {@code qasr.cli}. Out: an immutable {@code *Job} for each command, made of records
 * such as {@code TextWishes}, {@code Guarding} and {@code BatchPolicy}, and open {@code Results}.
 *
 * <p>Each rule has one place. {@code InputExpansion} decides which files of a directory are taken. {@code Results} decides
 * where results go and how several results share a stream. {@code OutputNames} names the output files. {@code OutputPlace}
 * tells whether an output can be written, before hours are spent on it. {@code DecodingPlan} holds what the text depends on
 * besides the sound and the model; {@code transcribe} and {@code retry} share it. {@code ResultOptions} holds the options
 * that results depend on, as the user gave them. {@code Sharding} finds the inputs of a shard; the names of outputs depend on
 * the inputs of all shards ({@code Division.all}), so that shards can share a folder.
 *
 * <p>Traps. {@code Input.name} is for messages, {@code Input.path} for opening: a name may hold bytes that are not UTF-8. Two
 * inputs may have the same name, or names that differ in case only: {@code OutputNames} keeps their outputs apart.
 */
package qasr.job;
