package qasr.cli;

import java.nio.file.Path;
import java.util.List;

/** Where the user wants results. */
sealed interface Destination {
    /** Tells whether results of several inputs come one after another in one stream. */
    default boolean isShared(List<Input> inputs) {
        return inputs.size() > 1 && !(this instanceof Folder);
    }

    /** Standard output, each piece as soon as it is known. */
    record StandardOutput() implements Destination {}

    /** One file that gets what standard output would have got. */
    record SingleFile(Path path) implements Destination {}

    /** A file of its own for each input and format. */
    record Folder(Path path) implements Destination {}
}
