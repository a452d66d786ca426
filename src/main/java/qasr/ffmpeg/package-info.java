/**
 * FFmpeg: any container and codec becomes 16 kHz mono samples, as a stream in bounded memory.
 *
 * <p>An {@link qasr.audio.AudioInput} enters, an {@link qasr.audio.AudioStream} leaves; only {@code cli} makes the
 * {@link qasr.ffmpeg.FfmpegDecoder}, all others know {@link qasr.audio.AudioDecoder}. The way of the sound is the list of
 * classes: {@code ByteSource} (a file or a pipe) → {@code SoundLength} (its header's length put right) → {@code
 * FfmpegInput} (the bytes as FFmpeg pulls them) → {@code FormatProbe}, {@code Demuxer}, {@code LateSound}, {@code
 * TrackChooser} → {@code TrackDecoder} with {@code MonoMixer} and {@code Cancellation} → {@code Timeline} (where the clock
 * puts it, as {@code TrackClock} reads it) → {@code Resampler} → {@code FullScale} → {@code FfmpegStream}.
 * What goes wrong on the way is counted in {@code Damage}. {@code RawFormats} opens sound without a header, which the user
 * or else the file's name describes; {@code Encryption} keeps encrypted sound from the decoders.
 *
 * <p><b>Joined files.</b> {@code cat a.wav b.wav} is two recordings. {@code RecordingStart} lists the containers whose
 * demuxers would stop behind the first, or hear the second's header as noise; {@code JoinedBytes} ends each where the next
 * one begins, and {@code JoinedStream} opens one after the other.
 *
 * <p>Time zero is what a player shows as 0:00: the earliest timestamp of any sound or picture, also one before the clock's
 * 0, except that the edit list of a movie may start it with up to 10 s of silence. Priming and padding are dropped as the
 * container says.
 *
 * <p><b>The rules of the clock</b> ({@code Timeline}; {@code ClockPropertyTest} makes packets for each of them). Sound
 * follows sound, and a timestamp only says where a block should be. A block whose timestamp is off is kept in {@code Doubt},
 * with those behind it, until the rest is known:
 * <ol>
 *   <li>Off by at most 15 ms, or two ticks of the clock: it is in its place.
 *   <li>The clock makes up for it: jitter, coarse steps, a network that stalled. Nothing is lost or put in.
 *   <li>Late, and it stays so for 3 s (10 s if the clock shakes): a gap, which is silence of its length. A shaking clock's
 *       gap is measured between its earliest timestamps before and after; within its shaking none is seen. One of more
 *       than 10 s needs three blocks that say so, and a clock that does not leap like that with every block.
 *   <li>Early by one step of at most 1 s, and regular from there on in three blocks or more: an overlap. It is cut and
 *       counts as lost sound, unless it takes back a gap of the last 30 s.
 *   <li>Early little by little, or not regular: the clock is slow, and the sound is kept.
 *   <li>Early by more than 1 s: the clock was set back. Late by more than 10 s where the container's clock may jump, or
 *       beyond the declared length: it was set forward. Both are joined, with a note of place and size.
 *   <li>Off by a whole turn of the clock: a wrap, and nothing happens.
 *   <li>A timestamp like the one before it proves no overlap: the clock stands.
 *   <li>Behind a lost packet a fine clock is believed to the millisecond, as long as it says 10 s or less.
 *   <li>No silence makes a recording longer than ten minutes and a second for every 16 bytes of the file, or of what was
 *       read of a pipe: where timestamps are damaged, the header may be as well. A timestamp centuries away says nothing.
 *   <li>A new header, a new rate, or a clock that is back at its first timestamp: another recording was joined on. Its
 *       clock starts anew, and early never means an overlap. Where the clock counts samples its unit is the new rate's.
 * </ol>
 *
 * <p><b>What a declared length is good for.</b> {@code ClockRules} is the table: which demuxer's clock may jump or wrap,
 * what a timestamp counts, and whether the length includes the start; each with the place in FFmpeg that says so. Lengths
 * in bytes (WAV and its kin) are read from the header by {@code SoundChunk} and compared with the bytes by {@code
 * SoundLength}, since FFmpeg does not tell a placeholder from a promise.
 *
 * <p><b>Why our own reading.</b> FFmpeg's protocols would open whatever a playlist or a movie's data reference names, and
 * take a file called {@code concat:a|b} apart. So it gets bytes only, no name, and no protocol is allowed. The price is a
 * call into Java for every 64 KB.
 *
 * <p><b>Why a pipe is kept in memory only for some containers.</b> MOV and CAF may have their index behind the sound, and
 * nothing may be written to disk. Their first headers tell ({@code PipeLayout}); all others go straight through, so an
 * endless pipe works. The price is a limit (half of the heap) with an error that names the way out.
 *
 * <p>Traps: {@code avformat_find_stream_info} must not be called twice. FFmpeg frees the format context itself when opening fails. It may replace the AVIO buffer while probing. A
 * duration "from the bit rate" is a guess and proves no truncation. PCM has no checksum: what is damaged in a WAV is heard.
 */
package qasr.ffmpeg;
