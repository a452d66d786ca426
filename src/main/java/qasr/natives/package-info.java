/**
 * Loads native libraries from jars into the process.
 *
 * <p>In: {@link qasr.natives.Bindings}, which name the wanted jars of Bytedeco. Out: their libraries, loaded. This package
 * works with files only and uses no type of org.bytedeco, so that no such type is loaded before its libraries.
 *
 * <p>Why JavaCPP alone is not enough: it unpacks and loads one library after the other. The system's loader then searches the
 * system's folders for libraries that are not unpacked yet, and finds another libtorch. {@code LD_LIBRARY_PATH} has priority
 * even over the folder of the library. So all libraries are unpacked first. Then {@code LoadOrder} loads each by its full
 * path, after the libraries that it needs; the system's loader uses libraries that are already loaded.
 *
 * <p>Why a record beside the files: JavaCPP compares files by size and time, which depends on the time zone and is lost by
 * {@code cp -r}. {@code LibraryFolder} records the checksum that the jar has for each file. So a folder that another user has
 * prepared, perhaps for another version, is used as a whole or not at all.
 *
 * <p>{@code ProcessTable} tells whether a process with an id can still be at work on a file: several computers and containers
 * may share the folders of libraries and of weights.
 *
 * <p>Traps. Class loaders: a library belongs to the class loader that loaded it, so loaded libraries are recorded for the whole
 * process. On macOS, Windows and with CUDA, JavaCPP loads the unpacked libraries, because the files alone do not give the
 * order there.
 */
package qasr.natives;
