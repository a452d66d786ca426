/**
 * Watches a folder: decides when a recording that is copied or recorded into it is whole, and hands it over.
 *
 * <p>In: the files of a folder, look by look. Out: the files that have stopped growing, each once for each state of its bytes.
 * {@link qasr.watch.WatchedFolder} looks, {@link qasr.watch.Arrivals} remembers, {@link qasr.watch.FolderWatch} is the loop,
 * and {@link qasr.watch.Waker} waits between two looks. What happens with a recording is the caller's.
 *
 * <p>Traps. No operating system says when a file is whole: a copy may pause, a network drive gives no events, and a copy may
 * have its whole size from the start. So a file must keep its size and time for a while, and for longer if it has paused
 * before; the length in the header of MP4 and WAV files must be there; and no program may hold a lock. Events only make the
 * next look come earlier. Time is a {@link qasr.watch.Ticks}, because tests do not sleep and clocks of the wall jump.
 */
package qasr.watch;
