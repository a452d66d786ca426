/**
 * The commands that process recordings: one {@code *Run} class for each of them, with its progress, messages and reports.
 *
 * <p>In: a job and a {@code Session}. Out: results, messages, reports and an {@code ExitStatus}.
 *
 * <p>{@code InputLoop} processes all inputs: a bad input never stops a good one, and the loop decides the exit status. {@code
 * TranscribeRun} opens what a run needs, and {@code TranscribeWork} takes one recording after another. A recording's events go
 * to {@code TranscriptReport} (the outputs), {@code RunProgress} (the progress lines), {@code RunReport} (the summary and
 * {@code --report}) and {@code qasr.resume}, in the order of {@code TranscribeWork.listeners}. {@code StopNote} words the
 * message of a stopped run. {@code RetryRun} transcribes some segments of a result again, and {@code RetryMerge} puts them into
 * it. {@code ListeningCheck} transcribes a {@code ListeningSet} with an open model and counts errors; {@code ListeningRun}
 * reports them. {@code MergeRun} makes one report of those of all shards. {@code WatchRun} makes runs of what arrives, and
 * {@code Rounds} holds what they share. {@code EmbeddedTranscriber} is the entrance for other programs. {@code Doctor} checks
 * everything that a transcription needs, and {@code OfflineProof} watches a transcription in a process of its own.
 *
 * <p>Traps. The model is opened only if there is something to do: {@code TranscribeRun} first asks {@code ResumeState}. The
 * journal gets a chunk's text before any other listener does. A recording is done when its outputs are written and no
 * listener has refused it.
 */
package qasr.run;
