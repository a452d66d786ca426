package qasr.hub;

/**
 * A file in a hub's file list.
 *
 * @param name the file name, without folders
 * @param bytes the size of the file
 */
record RemoteFile(String name, long bytes, ContentHash hash) {}
