/**
 * Runs the network with libtorch. Only this room uses libtorch's native memory.
 *
 * <p>In: a checked {@link qasr.model.ModelDirectory}, prompts, waveforms. Out: token ids with log-probabilities,
 * probabilities of speech. No public signature has a type of org.bytedeco.
 *
 * <p>The graph is TorchScript source under {@code /qasr/torch}, one file for each part, compiled when a network is
 * opened. Its functions get weights and sizes as arguments. The trainer of the built-in model calls the same layers.
 *
 * <p>Native memory has three kinds of owners: {@link qasr.torch.TorchNetwork} owns weights and scripts, a TorchSession
 * owns one chunk's KV cache, and a {@code PointerScope} in each method owns temporary tensors. A tensor that outlives
 * its scope is kept with {@code retainReference()} and released in {@code close()}.
 *
 * <p>One worker per core: TorchNetwork runs one ChunkWorker for each thread, over the same read-only weights. Each
 * worker takes chunks from one queue, encodes and prefills them one by one, and decodes several at once; a chunk that
 * ends makes room for the next. While there is no room, a worker encodes the next chunks ahead, so that no core is idle
 * before the last chunks. Idle workers help with the encoder of a lone chunk and the blocks of its prompt, see {@link
 * qasr.torch.BlockLine}. Two cores divide the operators of a prompt in BF16, and of a short one in FP16 and 8 bits. A step's
 * products use two cores in FP16 and in 8 bits, too: the scripts get the text decoder's matrices as objects, see {@link
 * qasr.torch.PackedMatrix#object}. With two cores, one worker decodes all rows; with more, idle workers take half of the
 * rows in these precisions. The products of the vocabulary's shortlist use idle cores in all precisions.
 *
 * <p>One cache per sequence: a padded batch needs masks, and sums over padding change with the batch. Here each row
 * attends only to its own filled positions, so its tokens do not depend on other rows. This costs one small attention
 * call per row and layer. The prompt's fixed part is computed once and copied into each cache.
 *
 * <p>Packed FP16 weights: published weights are BF16, which FP16 holds exactly down to 2^-24, and fbgemm multiplies
 * them with float32 rows and sums. That is float32 arithmetic at half the memory, and ten times OpenBLAS's speed at one
 * row (0.7 against 8 ms for 6,144 x 1,024 on one AVX2 core). A kernel processes several rows while it reads the weights
 * once, six with AVX2 and fourteen with AVX-512; StepRows measures how many rows a worker decodes. libtorch packs at
 * about 20 ns per weight, so PackedMatrix packs the weights itself, and PackedStore keeps the result in a file that
 * later runs map.
 *
 * <p>BF16 on processors with BF16 instructions: prompts and encoder take half of FP16's time with oneDNN, and a step of
 * six rows takes less than a step of four rows in FP16. {@link qasr.torch.BlockedMatrix} packs matrices in its blocks,
 * and {@link qasr.torch.BlockedStore} keeps them in a file that later runs map: reading and packing a gigabyte would
 * need as much new memory, which is slow on a virtual machine. The first run writes the file while it packs, and uses
 * what it has written, so no matrix is in memory twice. libtorch makes such a matrix over a mapping with a function that
 * is called through libffi, see {@link qasr.torch.BlockedTensors}. Only the inputs and outputs of products are rounded,
 * and the keys in the cache (its values are products); sums, residuals, norms and attention stay float32, and the
 * vocabulary's matrix stays in FP16, since the greatest logits differ by less than BF16's steps (in float32 where FP16
 * products are wrong). oneDNN's operators are not in TorchScript's language: see {@link qasr.torch.LibraryOperators}.
 * Products give a row the same bits among any rows and with any number of threads, so one worker decodes the rows of all.
 * Elementwise operators do so with two threads only, see {@link qasr.torch.Libtorch#withThreads}. On processors with AMX,
 * steps use other kernels than prompts, over the same memory: see {@link qasr.torch.StepMatrix}.
 *
 * <p>8 bits for the text decoder's matrices only, which a step reads for each token: see int8.py. The encoder and the cache
 * are then in BF16 where the processor has it, else in FP16 and float32, see {@link qasr.torch.PartPrecisions}. {@link
 * qasr.torch.Int8Calibration} compares both with FP16. The first run writes each matrix to the file of {@link
 * qasr.torch.Int8Store} as soon as it is made.
 *
 * <p>Proposals for a lone chunk: a step waits for its weights, for nine positions as for one. While a chunk is alone, {@link
 * qasr.torch.Proposer} proposes four or eight tokens with 8-bit matrices, and one step of these positions checks them with
 * the weights of the result. The rows of that step have the bits of steps one by one, so no result changes. {@link
 * qasr.torch.ProposalWeights} maps the file of int8, which the first run makes. Its pages are in memory only while tokens are
 * proposed, and only in a run whose caches left room, see WorkPlan. int8 proposes with its own matrices.
 * {@link qasr.torch.ProposalPace} measures whether proposals save time.
 *
 * <p>The vocabulary also in 8 bits: it is a fifth of the memory that a step reads, and few of its products are near the
 * largest. OutputLayer excludes the others with the Shortlist and computes the rest exactly, so the tokens are the
 * same. Rows of the table are read from the file when they are needed; a mapped table would be in memory completely in
 * the end.
 *
 * <p>Checked arithmetic: libraries choose kernels by processor, and some kernels are wrong on some processors. {@link
 * qasr.torch.KernelCheck} has {@code KernelTrial} compute every operator once for each processor and version, in a
 * separate process, and compare the results with {@code PlainLoops}. {@link qasr.torch.KernelVerdict} chooses the
 * remedy for a wrong kernel: another precision, convolutions as products, or fewer instructions. The libraries need the
 * last one before they are loaded, so the launcher reads it from the verdict's file. {@code -Dqasr.fault=norms@native}
 * simulates a fault.
 *
 * <p>Convolutions only in convolution.py: oneDNN's float32 convolutions are wrong on AMD's family 26 for several items
 * and channels that do not fill blocks of 16. The speech detector's state is checked, because a state that is not
 * finite remains so and means "no speech" to the end of the recording. {@code PlainSilero} then computes it again.
 *
 * <p>Networks that tell speakers apart ({@link qasr.torch.TorchVoices}, {@link qasr.torch.TorchActivity}) run one piece
 * or window on each thread, so that its bits depend neither on others nor on the number of threads. Only the LSTM runs
 * eight windows at once, always eight. It is written out, because libtorch's LSTM is oneDNN's.
 *
 * <p>The encoder's weights, a quarter of all, are in memory only while they are used: AudioEncoder carries all tokens of a
 * chunk through one layer, and lets the pages of the layer's matrices go, see {@link qasr.torch.MappedPart}. So a run needs
 * 370 MB less, of which the caches of two more chunks take a third.
 *
 * <p>Limited memory: WorkPlan starts a chunk only if its cache fits into BatchLimits. A cache has room for the text of
 * speech and grows if the text is longer, because unused room is in memory with large pages.
 *
 * <p>Optimisations without gain, measured on a Zen 4 with AVX-512: attention in 16 bits (a row and layer of 500
 * positions takes 340 us in float32, 680 us by products in BF16, 1,300 us by libtorch's attention in BF16, and 240 us as
 * now, where a BF16 cache is widened for float32 attention); attention by vectors (470 us; but see {@link
 * qasr.torch.Libtorch#hasSmallProducts}); prompts in blocks of 512 instead of 256 positions (no difference); for the
 * attention of prompts libtorch's own operator (14.7 ms a layer for 396 positions with masks, 20.6 told that it is causal,
 * against 12.7 of plain products) and the same products in BF16 (8.3 ms, not worth its error to a prompt of 1.9 s);
 * waiting rows shared out between two workers at the end of a recording (both read all weights).
 *
 * <p>Traps: TorchScript drops calls whose result nothing uses, so that a measurement of them measures nothing. {@code
 * IValue.toTensor()} points into the IValue and dies with it. A tensor made in a PointerScope dies with the scope
 * unless it is retained; a tensor made outside any scope lives until garbage collection. A scope belongs to its thread.
 * {@code set_num_threads} holds for the calling thread, and for threads that begin later; OpenBLAS's own for the process.
 * Errors arrive as RuntimeException with the script's trace.
 */
package qasr.torch;
