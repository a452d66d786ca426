/**
 * Transcribes recordings on a Spark cluster.
 *
 * <p>In: a list of recordings or a folder, on any file system of Hadoop. Out: a table (Parquet) with a row for each recording
 * and, if wanted, the files that {@code qasr} writes.
 *
 * <p>{@code Driver} is the job. {@code RecordingList} lists, {@code Looker} finds out what is to be done, {@code Packing} makes
 * tasks, {@code Worker} does one on an executor with the {@code Engine} of its process, {@code ResultTable} writes the table.
 * {@code HadoopPath} and its kin show a Hadoop file to qasr as a file of Java. {@code OutputFolder} is the only writer.
 *
 * <p>A long recording takes three steps. {@code Parts.divide} finds its chunks, as qasr does, and stores them with their
 * samples. A task decodes the chunks of one part and keeps their texts, as a journal does. The last task runs qasr over the whole
 * recording with all texts remembered: a resumed run that finds everything done. So the bytes are those of one machine.
 *
 * <p>Traps. The end of a process is the only sign of a crash in native code: {@code Begun} notes what is being worked on, so a
 * note must be written before the first native call and removed after the last. Everything that a task has finished is in the
 * folder of results; what the driver remembers is lost when it ends. Results depend on the model's and the options' sums, as in
 * qasr ({@code qasr.resume.Fingerprints}).
 */
package qasr.spark;
