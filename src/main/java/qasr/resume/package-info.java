/**
 * What is left of earlier runs: which outputs are up to date, what was heard by a run that was stopped, what can go.
 *
 * <p>In: a {@code TranscribeJob}, the model's directory, the files in {@code .qasr} beside the outputs. Out: for each input
 * what is to be done about it, the listeners that keep what is heard, and the SHA-256 sums that results say.
 *
 * <p>{@code ResumeState} says of each input whether it is up to date, busy, hopeless or to be done ({@code InputState}).
 * {@code Fingerprints} sums up all that a result depends on: the recording's bytes, the model's, the options, the
 * algorithm. {@code OutputRecords} keeps of each output what it was made from, {@code JournalMemory} the chunks of a
 * recording that is not done yet. {@code Provenance} writes the sums into the transcript. {@code Leftovers} is the list of
 * what the program leaves on a disk: a new kind of cache gets its line there, or {@code qasr clean} would not be true any
 * more.
 *
 * <p>What exists is replaced by {@code job.OutputWriter} alone, which asks {@code batch.FileHistory} whether this program wrote
 * it and nobody has changed it since. A sum is recorded before its file gets its name, what it was made from afterwards.
 *
 * <p>Traps. Raise {@code Fingerprints.ALGORITHM} when the same recording, model and options give other words than before.
 * A recording is claimed before its outputs are looked at: another run may have finished them a moment ago. What another
 * run is at work on comes last.
 */
package qasr.resume;
