/**
 * What does a run compute with: the model, the sound, the machine.
 *
 * <p>In: a {@code ModelRequest} (which model, on what), a {@code AudioSelection} (which part of the sound), a {@code Cutting}.
 * Out: an {@code OpenModel}, and chunks of 16 kHz mono sound ({@code ChunkSource}). {@code Session} holds what the commands
 * of one run share.
 *
 * <p>{@code ModelLocator} finds the model's directory, {@code ModelOpener} opens it and tells it what to expect ({@code
 * Expectation}), {@code MachineCheck} makes sure that the machine computes right before any recording is opened. {@code
 * AudioSelection} is the one owner of sound between decoder and chunks: what is put there is heard by every command. {@code
 * MeteredAudio} counts what is read, {@code ExcerptAudio} and {@code ExcerptChunks} keep to a time window.
 *
 * <p>Traps. {@code Engines} keeps native libraries away from help and usage errors: only {@code NativeEngines} loads
 * {@code ffmpeg} and {@code torch}, each part when it is first asked for. A shell's limits (ulimit) make Java throw errors
 * that do not speak of limits: {@code ProcessLimits} does.
 */
package qasr.engine;
