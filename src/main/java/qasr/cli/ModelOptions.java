package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.engine.ModelRequest;

/** Which network runs, and on what. */
@HelpHeading("Model and machine")
final class ModelOptions {
    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = {"-m", "--model"},
            paramLabel = "DIR|NAME",
            description =
                    "Directory with a published Qwen3-ASR model, such as a download of Qwen/Qwen3-ASR-0.6B, or the"
                            + " name of an installed one; otherwise the first installed in $XDG_DATA_HOME/qasr/models, or else the built-in"
                            + " demonstration model.")
    private Path model;

    @Mixin
    private MachineOptions machine;

    /**
     * Returns the request.
     *
     * @throws CommandException if a number is out of range or the device is none
     */
    ModelRequest request() throws CommandException {
        return machine.request(Optional.ofNullable(model));
    }
}
