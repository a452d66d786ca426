/**
 * Transcription of one recording: chunks go to the network, tokens become text, sample positions become times.
 *
 * <p>In: a {@link qasr.vad.ChunkSource} over an {@link qasr.audio.AudioStream}, an open {@link qasr.model.Network}, its
 * prompt, a tokenizer. Out: {@link qasr.transcribe.RecordingEvent}s for each recording, with the segments of each chunk
 * as soon as it is done and the {@link qasr.transcript.Transcript} at the end. This package reads no files, prints
 * nothing and does not use libtorch.
 *
 * <p>Traps. A chunk under half a second is zero-padded for the model (Qwen3-ASR's minimum), but is reported with its
 * own times. A chunk without sound or with non-finite samples is not submitted to the network, which would invent
 * words; the second kind causes a warning, because something was recorded. Each chunk is decoded in its own language.
 * No language is carried over from the previous chunk, because recordings can be in two languages. A chunk that ends
 * with {@link qasr.model.StopReason#TOKEN_LIMIT} has lost its end; its utterance is marked as truncated. Sample
 * positions become {@link java.time.Duration}s in {@link qasr.transcribe.Times} only, so that rounding happens once.
 */
package qasr.transcribe;
