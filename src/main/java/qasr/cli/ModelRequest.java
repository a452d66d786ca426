package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which network the user wants, and on what.
 *
 * @param directory the model's directory, or empty for the one installed or built in
 * @param threads how many threads compute, or empty for one per processor
 * @param device "auto", "cpu", "cuda" or "cuda:N"
 */
record ModelRequest(Optional<Path> directory, OptionalInt threads, String device) {}
