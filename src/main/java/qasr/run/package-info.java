/**
 * Does what is asked for: one {@code *Run} for each command that listens, and what is said about it.
 *
 * <p>In: a job and a {@code Session}. Out: results, messages, reports and an {@code ExitStatus}.
 *
 * <p>{@code InputLoop} is where a bad input never stops a good one, and which status that gives. A recording's events go to
 * {@code TranscriptReport} (the outputs), {@code RunProgress} (how far the run is), {@code RunReport} (what became of each
 * recording) and {@code qasr.resume}, in the order of {@code TranscribeRun.Work.listeners}. {@code RetryRun} listens to some
 * segments of a result again, and {@code RetryMerge} puts them in their places. {@code ListeningCheck} hears a {@code
 * ListeningSet} with an open model and counts errors; {@code ListeningRun} says so. {@code Doctor} looks at everything a
 * transcription needs, and {@code OfflineProof} watches one in a process of its own.
 *
 * <p>Traps. The model is opened only if something is to be done: {@code TranscribeRun} first asks {@code ResumeState}. What
 * is heard is kept before anybody is told of it; a recording is done when it is written and nobody refuses it.
 */
package qasr.run;
