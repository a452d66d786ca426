package qasr.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * The recordings that are transcribed in one run.
 *
 * @param name what the settings and the table call it
 * @param files one long recording, or many short ones
 * @param list a file that names them one a line, a long one as the pieces of at most 30 seconds that it was cut into
 * @param seconds how long all of it is
 */
record Recording(String name, List<Path> files, Path list, double seconds) {
    Recording {
        files = List.copyOf(files);
    }
}
