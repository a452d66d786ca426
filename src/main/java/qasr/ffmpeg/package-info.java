/**
 * FFmpeg: any container and codec becomes 16 kHz mono samples, as a stream in bounded memory.
 *
 * <p>An {@link qasr.audio.AudioInput} enters, an {@link qasr.audio.AudioStream} leaves; only {@code cli} makes the
 * {@link qasr.ffmpeg.FfmpegDecoder}, all others know {@link qasr.audio.AudioDecoder}. The way of the sound is the list of
 * classes: {@code ByteSource} (a file or a pipe) → {@code FfmpegInput} (the bytes as FFmpeg pulls them) → {@code
 * FormatProbe}, {@code Demuxer}, {@code TrackChooser} → {@code TrackDecoder} with {@code MonoMixer} → {@code Timeline}
 * (where the clock puts it, as {@code TrackClock} reads it) → {@code Resampler} → {@code FullScale} → {@code FfmpegStream}.
 * What goes wrong on the way is counted in {@code Damage}.
 *
 * <p>Time zero is what a player shows as 0:00: the earliest timestamp of any sound or picture, except that the edit list
 * of a movie may start it with silence. Gaps are silence, overlaps are cut, jitter is ignored, priming and padding are
 * dropped as the container says.
 *
 * <p><b>Why our own reading.</b> FFmpeg's protocols would open whatever a playlist or a movie's data reference names, and
 * take a file called {@code concat:a|b} apart. So it gets bytes only, no name, and no protocol is allowed. The price is a
 * call into Java for every 64 KB.
 *
 * <p><b>Why a pipe is kept in memory only for some containers.</b> MOV and CAF may have their index behind the sound, and
 * nothing may be written to disk. Their first headers tell ({@code PipeLayout}); all others go straight through, so an
 * endless pipe works. The price is a limit (half of the heap) with an error that names the way out.
 *
 * <p>Traps: FFmpeg frees the format context itself when opening fails. It may replace the AVIO buffer while probing. A
 * duration "from the bit rate" is a guess and proves no truncation. PCM has no checksum: what is damaged in a WAV is heard.
 */
package qasr.ffmpeg;
