/**
 * The types for decoded audio: 16 kHz mono float samples, read as a stream and divided into {@link
 * qasr.audio.SampleRange}s.
 *
 * <p>All stages after the decoder use these types. A whole recording is never in memory: {@link qasr.audio.AudioStream}
 * delivers samples in order, and a {@link qasr.audio.Waveform} is one part of limited length.
 *
 * <p>Traps: offsets are {@code long}, because a day of audio does not fit an {@code int}. Offsets count from the start
 * of the recording's clock, so a gap in the stream becomes silence and never shifts the audio after it.
 */
package qasr.audio;
