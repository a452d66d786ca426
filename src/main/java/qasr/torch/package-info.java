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
 * ends makes room for the next. Inside an operator nothing is shared out: most are too small to be worth it.
 *
 * <p>Why every sequence has a cache of its own: a padded batch needs masks, and sums over padding change with the batch.
 * Here each row attends over exactly what it has filled, so its tokens cannot depend on its neighbours; the price is one
 * small attention call a row and layer. The prompt's fixed part is run once and copied into each cache.
 *
 * <p>Why packed FP16 weights: published weights are BF16, which FP16 holds exactly down to 2^-24, and fbgemm multiplies
 * them with float32 rows and sums. That is float32 arithmetic at half the memory, and ten times OpenBLAS's speed at one
 * row (0.7 against 8 ms for 6,144 x 1,024 on one AVX2 core). A kernel takes several rows for the price of reading the
 * weights once, six with AVX2 and fourteen with AVX-512: StepRows finds out how many rows a worker decodes. Packing by libtorch takes some 20 ns a weight: PackedMatrix lays
 * the weights out itself, PackedStore keeps the result in a file that later runs map.
 *
 * <p>What that gives on a Zen 4 with AVX-512, fp16, a thread on each of two cores, a chunk of 30 s: mel and encoder 1.08
 * times their matrix products alone, prefill 1.17 times; a step 81 ms for one row, 168 for six, 204 for eight, 327 for
 * fourteen: 28, 25 and 23 ms a token. At eight rows the products are 56 % of a step; the rest is mostly each row's own
 * attention and copies, the price of a cache for every sequence.
 *
 * <p>Traps: TorchScript drops calls whose result nothing uses, so that a measurement of them measures nothing. {@code IValue.toTensor()} points into the IValue and dies with it. What is made in a PointerScope dies with
 * it unless retained, and what is made outside any scope lives until the garbage collector comes by. A scope belongs to
 * its thread. {@code set_num_threads} holds for the process. Errors arrive as RuntimeException with the script's trace.
 */
package qasr.torch;
