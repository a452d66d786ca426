/**
 * The Qwen3-ASR model: the files of a model directory, sizes and token ids, the prompt, and the interface {@link
 * qasr.model.Network}, which runs the model.
 *
 * <p>In: the path of a published directory; waveforms of 16 kHz. Out: the checked configuration, the position of each
 * tensor, prompts as token ids, decodings.
 *
 * <p>The model in short: a log-mel spectrogram (128 bins, 100 frames a second) is convolved in chunks of 100 frames to
 * 13 audio tokens each; a transformer attends within windows of 8 chunks (104 tokens). Its output, projected to the
 * text decoder's width, replaces the prompt's {@code <|audio_pad|>} embeddings. The text decoder, a standard Qwen3,
 * then produces {@code language English<asr_text>} and the words, greedily, until a stop id.
 *
 * <p>Two layouts are published: the original one, whose tensors begin with "thinker." and whose vocabulary is
 * vocab.json with merges.txt, and the native one ("-hf") with tokenizer.json. {@link qasr.model.ModelDirectory} reads
 * both and uses the original tensor names without "thinker.".
 *
 * <p>The built-in model has one more file: {@link qasr.model.CharacterHead} turns audio embeddings ({@link
 * qasr.model.SoundEncoder}) into probabilities of characters over time, from which words get their times.
 *
 * <p>Traps: the output matrix may be stored even if it is tied to the embedding, or it may be missing. chunk_length,
 * n_samples and nb_max_frames of preprocessor_config.json are left over from Whisper and have no effect: nothing is cut
 * at 30 seconds. The last convolution chunk is padded with zeros after the logarithm, not with silence. A context is
 * encoded together with the line break before it. A "forced aligner" has the same files but cannot transcribe.
 */
package qasr.model;
