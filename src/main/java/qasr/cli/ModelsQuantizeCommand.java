package qasr.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Usage;
import qasr.engine.ModelRequest;
import qasr.engine.Session;
import qasr.model.Precision;
import qasr.run.QuantizeRun;

/** {@code qasr models quantize}. */
@CommandLine.Command(
        name = "quantize",
        sortOptions = false,
        description = {
            "Find out how a model is best computed with in 8 bits, for --dtype int8: several minutes with"
                    + " Qwen3-ASR-0.6B and 4 GB of memory, once.",
            "The model hears speech, and what its matrices are multiplied with decides how their numbers are scaled and"
                    + " which of them stay in 16 bits: so many that at most one token in a thousand is another, of this"
                    + " speech and of a third of it that nothing was made from. The result is a small file beside the"
                    + " model, or in the cache where that cannot be written; the model itself stays as it is. Standard"
                    + " output gets a line for each matrix: its name, what it is kept in, the error of its middle and of"
                    + " its worst row in 8 bits, and how many of its columns are in 16 bits then."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  qasr models quantize -m Qwen3-ASR-0.6B", "  qasr models quantize meeting.m4a interview.wav"})
final class ModelsQuantizeCommand implements EngineCommand {
    @Parameters(
            paramLabel = "RECORDING",
            arity = "0..*",
            description =
                    "Speech to listen to, such as what you will transcribe: the first minute of each counts. Otherwise"
                            + " the examples that come with qasr, in seven languages.")
    private List<Path> recordings = List.of();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "DIR",
            description =
                    "Directory with the model; otherwise the one installed in $XDG_DATA_HOME/qasr/models, or else the"
                            + " built-in demonstration model.")
    private Path model;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            description = "Compute with N threads; otherwise one per processor.")
    private Integer threads;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        OptionalInt count = threads == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) Usage.within("--threads", threads, 1, MachineOptions.MAX_THREADS, ""));
        return new QuantizeRun(
                        session,
                        new ModelRequest(
                                Optional.ofNullable(model), count, "cpu", Precision.INT8, OptionalInt.empty(), false),
                        recordings)
                .run();
    }
}
