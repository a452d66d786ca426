/**
 * Where speech is, and where a recording may be cut: probabilities become speech ranges become chunks.
 *
 * <p>In comes an {@link qasr.audio.AudioStream}, out come {@link qasr.vad.Chunk}s from a {@link qasr.vad.ChunkSource},
 * one at a time, while the recording is still being decoded. {@link qasr.vad.SpeechChunks} asks a
 * {@link qasr.vad.SpeechDetector} ({@code qasr.torch.SileroDetector}) for probabilities, {@code Hysteresis} makes
 * speech ranges of them and {@code Chunker} joins and cuts these; its Javadoc has the rules. {@link
 * qasr.vad.EnergySplitter} needs no detector: it cuts everything at quiet places.
 *
 * <p>Why speech going on is acted upon before it ends: a lecture may have no pause of 100 ms for an hour, and memory
 * must stay bounded. The price is two notions of a range, complete and open; {@code Chunker} acts on an open one only
 * when its end cannot change the outcome, and a test holds the stream against the whole recording at once.
 *
 * <p>Traps: a {@link qasr.vad.Chunk#range} is wider than its {@link qasr.vad.Chunk#speech}: it has silence at both
 * ends, and times shown to a user are better taken from the speech. The last VAD frame of a recording is filled with
 * zeros, so ranges are clamped to what was really read. A detector carries state: one recording at a time. When
 * reading fails in the middle, the chunks before come first and the exception last.
 */
package qasr.vad;
