/**
 * How one recording becomes one transcript: chunks go to the network, tokens become text, samples become times.
 *
 * <p>In: a {@link qasr.vad.ChunkSource} over an {@link qasr.audio.AudioStream}, an open {@link qasr.model.Network}, the
 * prompt to ask it with, a tokenizer. Out: one stream of {@link qasr.transcribe.RecordingEvent}s
 * for each recording, with the segments of each chunk as soon as it is done and the {@link qasr.transcript.Transcript} at
 * the end. Nothing here reads files, prints or knows libtorch.
 *
 * <p>Traps. A chunk under half a second is zero-padded for the model (Qwen3-ASR's minimum) yet reported with its own
 * times. A chunk without sound or with samples that are no numbers never reaches the network, which would invent words
 * for it; the second kind is a warning, since something was there. Each chunk is heard in its own language: nothing is
 * carried over from the one before, or a recording in two languages comes out in one. A chunk that ends with
 * {@link qasr.model.StopReason#TOKEN_LIMIT} has lost its end: the utterance says so. Sample offsets turn into
 * {@link java.time.Duration}s in {@link qasr.transcribe.Times} and nowhere else, so that rounding happens once.
 */
package qasr.transcribe;
