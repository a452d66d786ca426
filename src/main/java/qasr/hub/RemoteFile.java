package qasr.hub;

/**
 * A file as a hub lists it.
 *
 * @param name without folders
 * @param bytes its size
 */
record RemoteFile(String name, long bytes, ContentHash hash) {}
