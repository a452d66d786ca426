/**
 * Where models come from and where they lie: the folder of installed ones, and whether each is what it should be.
 *
 * <p>In: a folder, names, a directory that somebody downloaded, the address of a hub. Out: installed models ({@link
 * qasr.hub.ModelStore}), what is wrong with one ({@link qasr.hub.ModelCheck}).
 *
 * <p>An installed model is a subdirectory of the store that holds a config.json. Beside the model's own files lies {@code
 * SHA256SUMS}, in the format of sha256sum(1), with what each file was when it came: {@code sha256sum -c} says the same as
 * {@code qasr models verify}. A name that begins with a dot is not installed yet or not any more: directories are filled
 * under such a name and renamed when they are whole, and renamed back before they are deleted.
 *
 * <p>This is the only room that may open a socket, and only to fetch a model that the user asked for: ArchitectureTest
 * sees to it.
 *
 * <p>Traps. A downloaded directory may consist of links into a cache of blobs (the Hugging Face client makes such): they
 * are followed. Caches of repacked weights ({@code *.packed}) lie in model directories too and are not part of the
 * model. The published hash of config.json was taken from a Git copy whose line ends may differ: it only warns.
 */
package qasr.hub;
