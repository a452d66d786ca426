package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import qasr.model.Precision;

/** Which network runs, and on what. */
@HelpHeading("Model and machine")
final class ModelOptions {
    static final int MAX_THREADS = 1024;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "DIR|NAME",
            description =
                    "Directory with a published Qwen3-ASR model, such as a download of Qwen/Qwen3-ASR-0.6B, or the"
                            + " name of an installed one; otherwise the first installed in $XDG_DATA_HOME/qasr/models, or else the built-in"
                            + " demonstration model.")
    private Path model;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            description = "Compute with N threads; otherwise one per processor.")
    private Integer threads;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "auto, cpu, cuda or cuda:N. auto takes a GPU if there is one (default: auto).")
    private String device;

    @Option(
            names = "--dtype",
            paramLabel = "NAME",
            defaultValue = "auto",
            converter = PrecisionNames.class,
            completionCandidates = PrecisionNames.class,
            description = "Compute with ${COMPLETION-CANDIDATES}. auto takes what is fastest here without changing the"
                    + " text (default: auto); int8 is to be trusted after 'qasr models quantize'.")
    private Precision precision;

    /**
     * Returns the request.
     *
     * @throws CommandException if a number is out of range or the device is none
     */
    ModelRequest request() throws CommandException {
        OptionalInt count = threads == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) Usage.within("--threads", threads, 1, MAX_THREADS, ""));
        if (!device.matches("auto|cpu|cuda(:[0-9]{1,3})?")) {
            throw Usage.error("--device", "'" + device + "' is not one of auto, cpu, cuda, cuda:N");
        }
        return new ModelRequest(Optional.ofNullable(model), count, device, precision, OptionalInt.empty(), false);
    }
}
