package qasr.hub;

import java.nio.file.Path;

/**
 * A model that is installed.
 *
 * @param name what {@code --model} calls it
 * @param bytes how large its files are together
 * @param origin what the hub that it was fetched from calls it, "owner/name"; "" if it was not fetched
 */
public record InstalledModel(String name, Path path, long bytes, String origin) {}
