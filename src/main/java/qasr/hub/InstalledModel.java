package qasr.hub;

import java.nio.file.Path;

/**
 * An installed model.
 *
 * @param name the name for {@code --model}
 * @param bytes the total size of its files
 * @param origin the model's name on its hub, "owner/name"; "" if the model was not downloaded from a hub
 * @param aligner whether it is a forced aligner, which times words, and not a speech recogniser
 */
public record InstalledModel(String name, Path path, long bytes, String origin, boolean aligner) {}
