/**
 * What does the user see, and what goes wrong: the streams, the terminal, the files that are written, the exit status.
 *
 * <p>In: an {@code Environment}, which is all that a run takes from the process around it, and {@code ScreenSettings}. Out:
 * results on standard output, everything else on standard error, whole files, an {@code ExitStatus}.
 *
 * <p>Each rule has one place: {@code Console} is the only writer to both streams and {@code OutputFiles} to files, {@code
 * StatusLines} draws the lines at the bottom and {@code StatusText} words them, {@code Failure} is one thing that went
 * wrong, {@code Usage} the range checks, {@code ConstantName} what an enum's constant is called outside of Java code,
 * {@code UserFolders} where the user's own files lie.
 *
 * <p>Traps. A failed write to standard output is the end of a pipe (quiet, status 0) or a full disk (status 7): Java does
 * not say which, {@code ProcessEnvironment} looks at what the stream is. The shutdown hook must not wait for {@code
 * Console}, which may be blocked on a pipe that nobody reads. A file that is being written holds {@code OutputFiles}'s lock,
 * so that a signal finds it whole or not begun. Under the launcher, descriptor 1 is standard error and results go to 3
 * ({@code ProcessEnvironment}): a dying JVM writes to 1, whatever it is told.
 */
package qasr.console;
