package qasr.hub;

import java.nio.file.Path;

/**
 * A model that is installed.
 *
 * @param name what {@code --model} calls it
 * @param bytes how large its files are together
 */
public record InstalledModel(String name, Path path, long bytes) {}
