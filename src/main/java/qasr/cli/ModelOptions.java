package qasr.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.engine.ModelRequest;

/** Which network runs, and on what. */
@HelpHeading("Model")
final class ModelOptions {
    @Changes(Changes.Effect.NOTHING)
    @Often
    @Option(
            names = {"-m", "--model"},
            paramLabel = "DIR|NAME",
            description = {
                "Use the installed model NAME, or the model in DIR (default: the first installed model).",
                "DIR holds a published Qwen3-ASR model, such as a download of Qwen/Qwen3-ASR-0.6B. Models are installed in $XDG_DATA_HOME/qasr/models; 'qasr models list' lists them. If no model is installed, the built-in demonstration model is used, which knows telephone prompts only."
            })
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
