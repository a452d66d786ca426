/**
 * The model, the audio and the machine of a run.
 *
 * <p>In: a {@code ModelRequest} (which model, on which device), an {@code AudioSelection} (which part of the
 * recording), a {@code Cutting} (how to cut it). Out: an {@code OpenModel}, and chunks of 16 kHz mono audio ({@code
 * ChunkSource}). {@code Session} holds the objects that the parts of a run share.
 *
 * <p>{@code ModelLocator} finds the model's directory. {@code ModelOpener} opens the model and builds the prompt from
 * an {@code Expectation}. {@code MachineCheck} checks that the machine computes correctly, before any recording is
 * opened. {@code EarlyLoading} loads libraries and compiles scripts on a second core, while the command line and the
 * tokenizer are read. All audio between decoder and chunks goes through {@code AudioSelection}, so a filter added there
 * applies to every command. {@code MeteredAudio} counts the samples read. {@code ExcerptAudio} and {@code ExcerptChunks}
 * implement the time range, {@code ChannelChoice} and {@code VoicedChunks} the channels. {@code CleanedAudio} adds the
 * filters that the user wants, and {@code ForkedAudio} the branch that only the speech detector hears. A stream may have
 * several channels ({@code AudioStream.channels}): what wraps it reads them together.
 *
 * <p>Traps. Help and errors of the command line's form must not load native libraries: only {@code NativeEngines} loads {@code ffmpeg} and
 * {@code torch}, each on first use, or early if a command asks for it. No thread may use a library when the process
 * ends: {@code NativeEngines.close} waits for all of them. If a resource limit (ulimit) is too small, Java throws errors
 * that do not mention the limit: {@code ProcessLimits} finds the limit.
 */
package qasr.engine;
