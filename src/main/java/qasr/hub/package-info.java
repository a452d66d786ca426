/**
 * Downloads, installs and checks models.
 *
 * <p>In: the folder of installed models, names, a downloaded directory, the address of a hub. Out:
 * installed models ({@link qasr.hub.ModelStore}), errors and warnings about a model ({@link qasr.hub.ModelCheck}).
 *
 * <p>An installed model is a subdirectory of the store with a config.json. Its file {@code SHA256SUMS} has the checksum
 * of each file at installation, in the format of sha256sum(1): {@code sha256sum -c} and {@code qasr models verify}
 * agree. A directory whose name begins with a dot is incomplete: a new model is assembled under such a name and renamed
 * at the end, and a model is renamed to such a name before it is deleted. The file beside it, whose name ends with
 * ".lock", is locked during a download.
 *
 * <p>A model that tells speakers apart has no config.json: its directory has one weight file, and {@code speakers.json}
 * with the name of the model, of the file, and its SHA-256 ({@link qasr.hub.SpeakerDirectory}). It comes from a fixed
 * address ({@link qasr.hub.SpeakerSource}), or from a file whose content tells which model it is.
 *
 * <p>Only this room may open a network connection, and only to download a model at the user's request. ArchitectureTest
 * checks this.
 *
 * <p>Traps. A downloaded directory may consist of links into a cache of blobs, as the Hugging Face client makes them;
 * these links are followed. Caches of repacked weights ({@code *.packed}) and the recipe of {@code models quantize} are in
 * model directories too, but are not part of the model. The known hash of config.json is from a Git copy, whose line ends
 * may differ, so a difference is only a warning.
 */
package qasr.hub;
