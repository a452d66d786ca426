package qasr.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import qasr.model.Precision;

/**
 * Which network the user wants, and on what.
 *
 * @param directory the model's directory, or empty for the one installed or built in
 * @param threads how many threads compute, or empty for one per processor
 * @param device "auto", "cpu", "cuda" or "cuda:N"
 * @param precision what it computes with
 * @param rows how many chunks each thread decodes side by side, or empty for what suits the machine
 * @param ignoresStops whether chunks go on to the end of their token budget: for measuring
 */
public record ModelRequest(
        Optional<Path> directory,
        OptionalInt threads,
        String device,
        Precision precision,
        OptionalInt rows,
        boolean ignoresStops) {
    /** Returns this request with chunks that go on to the end of their token budget, or not. */
    public ModelRequest ignoringStops(boolean ignored) {
        return new ModelRequest(directory, threads, device, precision, rows, ignored);
    }

    /** Returns this request with so many chunks side by side, if that is fixed. */
    public ModelRequest withRows(OptionalInt count) {
        return new ModelRequest(directory, threads, device, precision, count, ignoresStops);
    }

    /** Returns why {@code got} is not CUDA where that would have been taken, or "". */
    public String fallbackReason(String got) {
        return device.equals("auto") && got.equals("cpu")
                ? "no CUDA device can be used (no driver, or this build has the CPU's libraries only)"
                : "";
    }
}
