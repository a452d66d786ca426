/**
 * Unattended batches: the files to transcribe, the names of their outputs, the outputs that are up to date, and the state
 * that a killed run leaves.
 *
 * <p>In: paths and patterns as the user wrote them, the text of file lists, the bytes of recordings. Out: names, digests, and
 * the hidden folder {@code .qasr} beside the outputs. This room parses no command line, decodes no sound and prints
 * nothing.
 *
 * <p>{@link qasr.batch.ShardPlan} divides the files among machines that do not know of each other.
 *
 * <p>Traps. File names are compared in {@link qasr.batch.NaturalOrder} (2 before 10), which is also the order of results: a
 * run must not depend on the order in which a file system lists files. A symbolic link may lead back to its own folder:
 * {@link qasr.batch.FolderWalk} never enters a folder that it is already in, and takes the target of a link inside the tree
 * at the target's own place. A name in a list may hold any byte but NUL, so a list that contains a NUL is split at NULs
 * only. On Linux names are bytes: their text is what {@link qasr.batch.FileName} returns, never {@code path.toString()},
 * which loses names that are not UTF-8. Closing any channel of a locked file releases all locks that the process has on this
 * file; therefore {@link qasr.batch.LockFile} uses one channel.
 */
package qasr.batch;
