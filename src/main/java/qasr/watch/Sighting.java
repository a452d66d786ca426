package qasr.watch;

import java.nio.file.Path;

/**
 * A file of the watched folder, as one look has found it.
 *
 * @param folder its folder, relative to the watched folder; "" for that folder itself
 * @param size in bytes
 * @param modified when it was changed last, in milliseconds of the file system's clock
 * @param readable whether this process may read it
 * @param recording whether its name is that of a recording; other files are watched, but nobody waits for them
 */
public record Sighting(Path path, Path folder, long size, long modified, boolean readable, boolean recording) {}
