/**
 * What did the user ask, and what do we tell them: the command line, and the only room that sees all others.
 *
 * <p>In: arguments, environment variables, three streams ({@code Environment}). Out: results on standard output,
 * everything else on standard error, an {@code ExitStatus}. Options are parsed into picocli classes that only hold and
 * check ({@code *Options}, {@code *Command}), these become an immutable {@code *Job}, and a {@code *Run} does it.
 *
 * <p>Each rule has one place: {@code Results} where results go and how several share a stream, {@code OutputNames} what
 * output files are called, {@code InputLoop} that a bad input never stops a good one and which status that gives, {@code
 * ModelLocator} which model is taken, {@code Console} who may write to the streams, {@code Usage} the range checks. The
 * man page and the completions are made from the picocli model, so an option is described once.
 *
 * <p>{@code PeerArguments} turns what users of other programs type into qasr's own before anything is parsed.
 * {@code RunProgress} is told by {@code InputLoop} and {@code TranscriptReport} how far a run is; {@code StatusLines}
 * draws. {@code Leftovers} is the list of what the program leaves on a disk: a new kind of cache gets its line there, or
 * {@code qasr clean} would not be true any more. {@code OptionGroups} groups help by the class that declares an option.
 * {@code ListeningCheck} hears a {@code ListeningSet} with an open model and counts errors; {@code ListeningRun} says so.
 *
 * <p>Traps. {@code Engines} keeps native libraries away from help and usage errors: nothing else here may touch
 * {@code ffmpeg} or {@code torch}. picocli expands {@code @file} arguments unless told not to, which would eat a
 * recording called {@code @talk.wav} and {@code --context @names.txt}. An enum option needs {@code EnumOptions}: with a
 * lower-case {@code toString} alone, help says one thing, completion and errors another. Java 17 decodes arguments in
 * the locale's encoding, so the launcher sets a UTF-8 one, and replaces bytes that are not UTF-8: {@code RawArguments} gets
 * them back; {@code Input.name} is for people, {@code Input.path} for opening. An output that can be seen to fail is looked
 * for before decoding ({@code OutputPlace}). A
 * failed write to standard output is the end of a pipe (quiet, status 0) or a full disk (status 7): Java does not say
 * which, {@code ProcessEnvironment} looks at what the stream is. The shutdown hook must not wait for {@code Console},
 * which may be blocked on a pipe that nobody reads. A file that is being written holds {@code OutputFiles}'s lock, so
 * that a signal finds it whole or not begun. Under the launcher, descriptor 1 is standard error and results go to 3
 * ({@code ProcessEnvironment}): a dying JVM writes to 1, whatever it is told.
 */
package qasr.cli;
