/**
 * Finds speech and divides a recording into chunks: probabilities, then speech ranges, then chunks.
 *
 * <p>In: an {@link qasr.audio.AudioStream}. Out: {@link qasr.vad.Chunk}s from a {@link qasr.vad.ChunkSource}, one at a
 * time, while the recording is still being decoded. {@link qasr.vad.SpeechChunks} gets probabilities from a {@link
 * qasr.vad.SpeechDetector} ({@code qasr.torch.SileroDetector}), {@code Hysteresis} converts them to speech ranges, and
 * {@code Chunker} joins and cuts the ranges; its Javadoc has the rules. {@link qasr.vad.EnergySplitter} needs no
 * detector: it cuts the whole recording at quiet places.
 *
 * <p>{@link qasr.vad.SplitChunks} does the same for each channel of a recording: {@code Voice} is one channel, {@code
 * OwnGain} its loudness, {@code Crosstalk} finds the sound of one channel in another, {@code SplitReport} counts it.
 *
 * <p>Unfinished speech is processed before it ends, because a lecture may have no pause of 100 ms for an hour, and
 * memory is limited. So a range is either complete or open. {@code Chunker} uses an open range only if its end cannot
 * change the result. A test compares the stream with the whole recording at once.
 *
 * <p>Traps: a {@link qasr.vad.Chunk#range} is wider than its {@link qasr.vad.Chunk#speech}, because it has silence at
 * both ends. Times for a user come from the speech. The last VAD frame of a recording is filled with zeros, so ranges
 * are limited to the real length. A detector keeps state, so it processes one recording at a time. If reading fails in
 * the middle, the chunks before come first and the exception last.
 */
package qasr.vad;
