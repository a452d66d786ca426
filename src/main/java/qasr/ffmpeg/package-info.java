/**
 * Decodes any container and codec with FFmpeg to a stream of 16 kHz samples, with limited memory.
 *
 * <p>In: an {@link qasr.audio.AudioInput}. Out: an {@link qasr.audio.AudioStream}. Of the rooms, only {@code engine} creates the
 * {@link qasr.ffmpeg.FfmpegDecoder}; the others use {@link qasr.audio.AudioDecoder}. The sound passes through these
 * classes: {@code ByteSource} (a file or a pipe) → {@code SoundLength} (its header's length put right) → {@code
 * FfmpegInput} (the bytes as FFmpeg pulls them) → {@code FormatProbe}, {@code Demuxer}, {@code LateSound}, {@code
 * TrackChooser} → {@code TrackDecoder} with {@code FrameReader}, {@code ChannelMixer} and {@code Cancellation} → {@code Timeline} (where the
 * clock puts it, as {@code TrackClock} reads it) → {@code Resampler} → {@code FullScale} → {@code FfmpegStream}. {@code
 * Damage} counts faults. {@code RawFormats} opens sound without a header, whose format the user or the file name
 * states. {@code Encryption} rejects encrypted sound before it is decoded. In the other direction, {@code FlacEncoder} makes
 * FLAC of recorded samples.
 *
 * <p><b>Joined files.</b> {@code cat a.wav b.wav} is two recordings. {@code RecordingStart} lists the containers whose
 * demuxers would stop after the first, or decode the second header as noise. {@code JoinedBytes} ends each recording at
 * the start of the next, and {@code JoinedStream} opens one after another.
 *
 * <p>Time zero is the player's 0:00: the earliest timestamp of audio or video, even before the clock's 0. One
 * exception: the edit list of a movie may start it with up to 10 s of silence. Priming and padding are dropped as the
 * container says.
 *
 * <p><b>The rules of the clock</b> ({@code Timeline}; {@code ClockPropertyTest} makes packets for each of them). Blocks
 * follow each other, and a timestamp states only the intended position. A block with a deviating timestamp is kept in
 * {@code Doubt}, with the blocks after it, until one of these rules applies:
 * <ol>
 *   <li>Deviation of at most 15 ms, or two ticks of the clock: the block is in its place.
 *   <li>The deviation disappears again: jitter, coarse steps, a network that stalled. Nothing is removed or inserted.
 *   <li>Late, and it stays so for 3 s (10 s if the clock shakes): a gap, which is silence of its length. A shaking
 *       clock's gap is measured between its earliest timestamps before and after; within its shaking none is seen. One
 *       of more than 10 s needs three blocks that agree, and a clock that does not leap like that with every block.
 *   <li>Early by one step of at most 1 s, and regular from there on in three blocks or more: an overlap. It is cut and
 *       counts as lost sound, unless it takes back a gap of the last 30 s.
 *   <li>Early in small steps, or irregular: the clock is slow, and the sound is kept.
 *   <li>Early by more than 1 s: the clock was set back. Late by more than 10 s where the container's clock may jump, or
 *       beyond the declared length: it was set forward. In both cases the sound is joined, with a note of time and
 *       size.
 *   <li>Deviation of a whole turn of the clock: a wrap, which is ignored.
 *   <li>A timestamp like the one before it proves no overlap: the clock stands.
 *   <li>After a lost packet, a fine clock is used to the millisecond, for gaps of 10 s or less.
 *   <li>No silence makes a recording longer than ten minutes and a second for every 16 bytes of the file, or of what
 *       was read of a pipe: if timestamps are damaged, the header may be damaged too. A timestamp centuries away is
 *       ignored.
 *   <li>A new header, a new rate, or a clock that is back at its first timestamp: another recording was joined on. Its
 *       clock restarts, and early never means an overlap. Where the clock counts samples its unit is the new rate's.
 * </ol>
 *
 * <p><b>The meaning of a declared length.</b> {@code ClockRules} is the table: which demuxer's clock may jump or wrap,
 * what a timestamp counts, and whether the length includes the start; each with the place in FFmpeg that does it.
 * Lengths in bytes (WAV and its kin) are read from the header by {@code SoundChunk} and compared with the bytes by
 * {@code SoundLength}, since FFmpeg does not tell a placeholder from a promise.
 *
 * <p><b>Filters.</b> {@code FfmpegFilters} puts FFmpeg's filters behind the decoder, at 16 kHz mono: {@code FilteredStream}
 * reads sound, pushes it through a {@code FilterGraph} of one filter, and takes the filter's delay out. {@code FilterText} is
 * the table of filters with their delays; {@code SoundFiltersTest} finds a click at the same sample after each combination.
 * {@code NoiseFloor} tells the noise removal the level of the noise. The library of filters is loaded on first use.
 *
 * <p><b>Why qasr reads the bytes itself.</b> FFmpeg's protocols would open any file or address in a playlist or a
 * movie's data reference, and would split a file name such as {@code concat:a|b}. So FFmpeg gets bytes only, no name,
 * and no protocol is allowed. This costs a call into Java for every 64 KB.
 *
 * <p><b>Why a pipe is kept in memory only for some containers.</b> MOV and CAF may have their index after the sound,
 * and nothing may be written to disk. {@code PipeLayout} finds this in the first headers. All other containers are
 * decoded while they are read, so an endless pipe works. The memory has a limit (half of the heap); the error message
 * names the remedy.
 *
 * <p>Traps: {@code avformat_find_stream_info} must not be called twice. FFmpeg frees the format context itself when
 * opening fails. It may replace the AVIO buffer while probing. A duration "from the bit rate" is a guess and proves no
 * truncation. PCM has no checksum, so damage in a WAV is not detected.
 */
package qasr.ffmpeg;
