/**
 * What makes many recordings a batch that can be left alone: which files it takes, what their outputs are called, which of
 * them are done already, and what is left of a run that was killed.
 *
 * <p>In: paths and patterns as the user wrote them, the texts of lists, bytes of recordings. Out: names, digests, and the
 * hidden folder {@code .qasr} beside the outputs. Nothing here parses a command line, decodes sound or prints.
 *
 * <p>Traps. File names are compared in {@link qasr.batch.NaturalOrder} (2 before 10), which is the order of results too: a
 * run must not depend on the order a file system lists. A symbolic link may lead back to where it lies: {@link
 * qasr.batch.FolderWalk} never enters a folder that it is in already, and takes what a link inside the tree leads to at
 * its own place. A name in a list may hold anything but NUL, so a list with a NUL in it is cut there and nowhere else. Names
 * are bytes on Linux: as text, they are what {@link qasr.batch.FileName} makes of them, never {@code path.toString()}, which
 * loses those that are not UTF-8.
 * Closing any channel of a locked file gives up all of a process's locks on it, hence the one channel in {@link
 * qasr.batch.LockFile}.
 */
package qasr.batch;
