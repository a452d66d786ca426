package qasr.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import qasr.model.Precision;

/**
 * Which model the user wants, and how to run it.
 *
 * @param directory the model's directory, or empty for the installed or built-in model
 * @param threads the number of compute threads, or empty for one per processor
 * @param device "auto", "cpu", "cuda" or "cuda:N"
 * @param precision the number type that the network computes with
 * @param rows the number of chunks per thread that are decoded as one batch, or empty to choose it for this machine
 * @param ignoresStops whether decoding continues to the end of the token budget; for measuring only
 */
public record ModelRequest(
        Optional<Path> directory,
        OptionalInt threads,
        String device,
        Precision precision,
        OptionalInt rows,
        boolean ignoresStops) {
    /** Returns a copy that ignores the model's stop tokens, or not. */
    public ModelRequest ignoringStops(boolean ignored) {
        return new ModelRequest(directory, threads, device, precision, rows, ignored);
    }

    /** Returns a copy with another batch size; empty means that it is chosen for this machine. */
    public ModelRequest withRows(OptionalInt count) {
        return new ModelRequest(directory, threads, device, precision, count, ignoresStops);
    }

    /** Returns why {@code got} is not CUDA where that would have been taken, or "". */
    public String fallbackReason(String got) {
        return device.equals("auto") && got.equals("cpu")
                ? "no CUDA device is usable (no driver, or this build contains the CPU libraries only)"
                : "";
    }
}
