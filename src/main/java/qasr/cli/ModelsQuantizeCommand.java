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
        description = {
            "Prepare a model for 8-bit computing (--dtype int8).",
            "This takes several minutes and 4 GB of memory with Qwen3-ASR-0.6B. It is needed once.",
            "The model transcribes speech. From the results, qasr chooses how each matrix is scaled and which columns stay in 16 bits, so that at most one token in a thousand changes. A third of the speech is kept back to check the choice. The result is a small file beside the model, or in the cache. The model itself is not changed.",
            "Each line of output describes a matrix: name, precision, median and largest row error in 8 bits, and number of columns in 16 bits."
        },
        footer = {"  qasr models quantize -m Qwen3-ASR-0.6B", "  qasr models quantize meeting.m4a interview.wav"})
final class ModelsQuantizeCommand implements EngineCommand {
    @Parameters(
            paramLabel = "RECORDING",
            arity = "0..*",
            description = {
                "Speech like the speech you will transcribe (default: examples in seven languages).",
                "At most 16 pieces of 12 seconds are used, in turn from the first minute of each recording."
            })
    private List<Path> recordings = List.of();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "DIR|NAME",
            description = "Use the installed model NAME, or the model in DIR (default: the first installed model).")
    private Path model;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            description = "Compute with N threads (default: one per processor).")
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
