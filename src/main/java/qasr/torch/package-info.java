/**
 * How the network runs: libtorch's native memory lives here and nowhere else.
 *
 * <p>Enters: a checked {@link qasr.model.ModelDirectory}, prompts, waveforms. Leaves: token ids with log-probabilities,
 * probabilities of speech. No public signature names a type of org.bytedeco.
 *
 * <p>The graph is TorchScript text under {@code /qasr/torch}, one file for each part, compiled when a network is opened.
 * Its functions take weights and sizes as arguments, and the trainer of the built-in model calls the same layers.
 *
 * <p>Three lifetimes have three owners: {@link qasr.torch.TorchNetwork} owns the weights and scripts, a TorchSession one
 * chunk's KV cache, and a {@code PointerScope} in each method what one call makes. What outlives its scope is kept with
 * {@code retainReference()} and let go in {@code close()}.
 *
 * <p>Why a worker a core: TorchNetwork runs one ChunkWorker for each thread, over the same read-only weights. Each takes
 * chunks from one queue, encodes and prefills them one by one, and decodes as many as it may side by side; a chunk that
 * ends makes room for the next. An operator is shared
 * out only in BF16, and only among cores whose workers have nothing to do.
 *
 * <p>Why every sequence has a cache of its own: a padded batch needs masks, and sums over padding change with the batch.
 * Here each row attends over exactly what it has filled, so its tokens cannot depend on its neighbours; the price is one
 * small attention call a row and layer. The prompt's fixed part is run once and copied into each cache.
 *
 * <p>Why packed FP16 weights: published weights are BF16, which FP16 holds exactly down to 2^-24, and fbgemm multiplies
 * them with float32 rows and sums. That is float32 arithmetic at half the memory, and ten times OpenBLAS's speed at one
 * row (0.7 against 8 ms for 6,144 x 1,024 on one AVX2 core). A kernel takes several rows for the price of reading the
 * weights once, six with AVX2 and fourteen with AVX-512: StepRows finds out how many rows a worker decodes. Packing by
 * libtorch takes some 20 ns a weight: PackedMatrix lays the weights out itself, PackedStore keeps the result in a file that
 * later runs map.
 *
 * <p>Why BF16 where the processor multiplies in it: oneDNN then takes a prompt and the encoder half of FP16's time, and a
 * step of six rows less than FP16's of four. Matrices are laid out in its blocks by {@link qasr.torch.BlockedMatrix} when
 * they are read, at the speed of memory, so no file keeps them. Only what a product is given and what it gives is rounded;
 * sums, residuals, norms, attention and caches stay float32, and the vocabulary's matrix stays in FP16, since the greatest
 * logits differ by less than BF16's steps. oneDNN's operators are not in TorchScript's language: see {@link
 * qasr.torch.OnednnOperators}. Rows come out as the same bits among any rows and with any number of threads, so a worker
 * also uses the cores of workers that have nothing to do, and one worker decodes the rows of all.
 *
 * <p>Why the vocabulary is there in 8 bits as well: it is a fifth of what a step reads, and all but a few of its products
 * are far from the greatest. OutputLayer rules those out with the Shortlist and makes the others exactly, so the tokens are
 * the same. Rows of the table are read from the file when they are needed: mapped, all of it would be in memory in the end.
 *
 * <p>Why arithmetic is checked: libraries choose kernels by processor, and some kernels are wrong on some processors. {@link
 * qasr.torch.KernelCheck} has {@code KernelTrial} compute every operator once for each processor and version, in a process
 * of its own, and hold it against {@code PlainLoops}. {@link qasr.torch.KernelVerdict} says what is made of a wrong one:
 * another precision, convolutions as products, or fewer instructions. The last must be told to the libraries before they
 * are loaded, so the launcher reads it from the verdict's file. {@code -Dqasr.fault=norms@native} plants a fault.
 *
 * <p>Why only convolution.py convolves: oneDNN's float32 convolutions are wrong on AMD's family 26 for several items and
 * channels that do not fill blocks of 16. Why the speech detector's state is looked at: what is not finite stays so, and
 * is "no speech" to the end of the recording. {@code PlainSilero} computes again what is not finite.
 *
 * <p>What memory is bounded by: WorkPlan lets only so many chunks begin that their caches fit BatchLimits. A cache has room
 * for what speech says and grows in the rare case that more is said, because in large pages room is memory.
 *
 * <p>Levers that lost, measured on a Zen 4 with AVX-512: attention in 16 bits (a row and layer of 500 positions takes 340 us
 * in float32, 680 us by products in BF16, 1,300 us by libtorch's attention in BF16, and 240 us where a BF16 cache is widened
 * for float32 attention, as it is now); caches for more than five chunks of 30 s on two cores; prompts in blocks of 512 instead of 256 positions, fewer arenas of malloc (no difference); for the attention of
 * prompts libtorch's own operator (14.7 ms a layer for 396 positions with masks, 20.6 told that it is causal, against 12.7
 * of plain products) and the same products in BF16 (8.3 ms, not worth its error to a prompt of 1.9 s).
 *
 * <p>Traps: TorchScript drops calls whose result nothing uses, so that a measurement of them measures nothing. {@code
 * IValue.toTensor()} points into the IValue and dies with it. What is made in a PointerScope dies with it unless retained,
 * and what is made outside any scope lives until the garbage collector comes by. A scope belongs to its thread. {@code
 * set_num_threads} holds for the process. Errors arrive as RuntimeException with the script's trace.
 */
package qasr.torch;
