/**
 * What Qwen3-ASR is, and how it is asked: the files of a model directory, its sizes and ids, the prompt, and
 * {@link qasr.model.Network}, which runs it.
 *
 * <p>Enters: the path of a published directory; waveforms of 16 kHz. Leaves: checked configuration and where each tensor
 * lies, prompts as token ids, decodings.
 *
 * <p>The model in short: a log-mel spectrogram (128 bins, 100 frames a second) is convolved in chunks of 100 frames to 13
 * audio tokens each; a transformer attends within windows of 8 chunks (104 tokens) and its output, projected to the
 * text decoder's width, takes the place of the prompt's {@code <|audio_pad|>} embeddings. The text decoder, a stock
 * Qwen3, then says {@code language English<asr_text>} and the words, greedily, until a stop id.
 *
 * <p>Two layouts are published: the original one, whose tensors begin with "thinker." and whose vocabulary is vocab.json
 * with merges.txt, and the native one ("-hf") with tokenizer.json. {@link qasr.model.ModelDirectory} reads both and calls
 * tensors by their original names without "thinker.".
 *
 * <p>Traps: the output matrix may be stored although it is tied to the embedding, or left out. chunk_length, n_samples
 * and nb_max_frames of preprocessor_config.json are Whisper's and mean nothing here: nothing is cut at 30 seconds. A
 * tail chunk is padded with zeros after the logarithm, not with silence. A context is encoded together with the line
 * break before it. A "forced aligner" has the same files and cannot transcribe.
 */
package qasr.model;
