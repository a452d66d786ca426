package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.engine.ModelRequest;
import qasr.model.Precision;

/** Options of the device, threads and precision that a network runs with. */
@HelpHeading("Model")
final class MachineOptions {
    static final int MAX_THREADS = 1024;

    @Changes(Changes.Effect.NOTHING)
    @Often
    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            description = "Compute with N threads (default: one per processor).")
    private Integer threads;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "auto",
            completionCandidates = Words.Devices.class,
            description = "Compute on auto, cpu, cuda or cuda:N (default: auto, a GPU if there is one).")
    private String device;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--dtype",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = {
                "Compute in this precision: ${COMPLETION-CANDIDATES} (default: auto).",
                "auto selects bf16 for a BF16 model if the processor or GPU has BF16 instructions, which changes a word very rarely, or else fp16, which gives the words of fp32. Run 'qasr models quantize' once before you use int8."
            })
    private Precision precision;

    /**
     * Returns the request to run a model there.
     *
     * @param model its directory, or empty for the one that is used where none is named
     * @throws CommandException if a number is out of range or the device is none
     */
    ModelRequest request(Optional<Path> model) throws CommandException {
        OptionalInt count = threads == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) Usage.within("--threads", threads, 1, MAX_THREADS, ""));
        if (!device.matches("auto|cpu|cuda(:[0-9]{1,3})?")) {
            throw Usage.error("--device", "'" + device + "' is not one of auto, cpu, cuda, cuda:N");
        }
        return new ModelRequest(model, count, device, precision, OptionalInt.empty(), false);
    }
}
