/**
 * Reads the tensors of weight files that other programs wrote: checkpoints of torch, initialisers of ONNX, and
 * safetensors.
 *
 * <p>In: a file. Out: names, shapes and numbers, by {@link qasr.checkpoint.Checkpoint}.
 *
 * <p>Nothing in a file is executed. A checkpoint of torch contains a pickle, a program for a small stack machine that
 * can call any function of Python. {@code Pickle} interprets it with values that do nothing: names, lists, maps, and
 * descriptions of tensors. Every other call gives an opaque value.
 *
 * <p>All sizes are limited before memory is taken for them. The pickle of CAM++ has 0.2 MB and 8,855 values in its memo.
 * Entries of an archive are stored without compression, so an archive cannot expand: a compressed entry is refused.
 * Numbers are read when they are asked for, so the caller can check a tensor's shape first.
 *
 * <p>Traps. The archive's folder has the name under which the file was saved, so the entry ending in {@code /data.pkl}
 * is searched. {@code ZipInputStream} cannot read these archives, {@code ZipFile} can, but it checks no CRC. Values of a
 * pickle can contain themselves: do not print, compare or walk them without a limit.
 */
package qasr.checkpoint;
