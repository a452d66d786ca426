/**
 * How native libraries get from jars into the process.
 *
 * <p>In: {@link qasr.natives.Bindings}, which say what of Bytedeco's jars is wanted. Out: those libraries, loaded. Everything
 * here is files: no type of org.bytedeco is used, and nothing of it is touched before its libraries are there.
 *
 * <p>Why not by JavaCPP alone: it unpacks and loads one library after the other, so the loader of the system looks for those
 * that do not lie there yet in the system's folders, and finds another libtorch. Even later {@code LD_LIBRARY_PATH} goes
 * before the folder of the library. {@code LoadOrder} has all unpacked first; then each is loaded by its full path after
 * what it needs, and the system takes what is loaded already for what is needed.
 *
 * <p>Why a record beside the files: JavaCPP believes a file by size and time, which depends on the time zone and is lost by
 * {@code cp -r}. {@code LibraryFolder} writes down the checksum that the jar has for each file. So a folder that somebody else
 * has prepared, perhaps for another version, is used as it is or not at all.
 *
 * <p>Traps. Class loaders: a library belongs to the one that loaded it, so what is loaded is noted for the whole process.
 * On macOS, Windows and with CUDA, JavaCPP still loads what was unpacked, since the order there is not in the files alone.
 */
package qasr.natives;
