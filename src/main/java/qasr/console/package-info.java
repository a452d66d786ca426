/**
 * The program's surroundings: the standard streams, the terminal, output files, errors and the exit status.
 *
 * <p>In: an {@code Environment}, which is everything that a run takes from its process, and {@code ScreenSettings}. Out:
 * results on standard output, everything else on standard error, complete files, an {@code ExitStatus}.
 *
 * <p>Each rule has one place. {@code Console} is the only writer to both streams, {@code OutputFiles} the only writer of
 * files. {@code StatusLines} draws the progress lines, and {@code StatusText} and {@code Speed} word them. {@code Columns}
 * measures text in terminal cells. {@code Failure} is one error message. {@code Usage} has the range checks. {@code
 * ConstantName} turns an enum constant into its name for users. {@code UserFolders} finds the user's own folders.
 *
 * <p>Traps. A failed write to standard output means a closed pipe (no message, status 0) or a full disk (status 7). Java does
 * not tell which; {@code ProcessEnvironment} looks at the kind of the stream. A stop signal must not wait for {@code
 * Console}, which may be blocked on a pipe that nobody reads. {@code OutputFiles} holds its lock while it writes a file, so
 * that a signal finds the file complete or not begun. Under the launcher, descriptor 1 is standard error and results go to
 * descriptor 9 ({@code ProcessEnvironment}): a dying JVM writes to descriptor 1 in any case.
 */
package qasr.console;
