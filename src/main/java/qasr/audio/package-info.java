/**
 * What sound is here: 16 kHz mono float samples, read as a stream, cut into {@link qasr.audio.SampleRange}s.
 *
 * <p>Everything behind the decoder speaks this room's types. A whole recording is never in memory:
 * {@link qasr.audio.AudioStream} hands out samples in order and {@link qasr.audio.Waveform} is one bounded piece.
 *
 * <p>Traps: offsets are {@code long} (a day of sound does not fit an {@code int}), and they count from the start
 * of the player's clock, so a gap in the stream is silence, never a shift of what follows.
 */
package qasr.audio;
