/**
 * State of earlier runs: which outputs are up to date, the finished chunks of stopped runs, files that can be removed.
 *
 * <p>In: a {@code TranscribeJob}, the model's directory, the files in {@code .qasr} beside the outputs. Out: for each
 * input its state, the listeners that store finished chunks, and the SHA-256 sums for the results.
 *
 * <p>{@code ResumeState} finds out whether an input is up to date, busy, impossible or to be transcribed ({@code
 * InputState}). {@code Fingerprints} computes the sums of everything that a result depends on: recording, model,
 * options, algorithm. {@code OutputRecords} records the fingerprint of each output. {@code JournalMemory} stores the
 * finished chunks of a recording in progress. {@code Provenance} writes the sums into the transcript. {@code Leftovers}
 * lists the files that the program leaves on the disk: add each new kind of cache there, so that {@code qasr clean}
 * removes it.
 *
 * <p>Only {@code job.OutputWriter} replaces files. It asks {@code batch.FileHistory} whether this program wrote a file and
 * nobody has changed the file since. The sum of a file is recorded before the file gets its name, its origin afterwards.
 *
 * <p>Traps. Increase {@code Fingerprints.ALGORITHM} if the same recording, model and options give another text than
 * before. Claim a recording before its outputs are checked, because another run may have just finished them. Recordings
 * that another run is transcribing come last.
 */
package qasr.resume;
