package qasr.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.console.OutputFiles;
import qasr.engine.Session;
import qasr.output.OutputFile;
import qasr.output.ResultFormat;

/** Results in one file, which is written at the end of the run if at least one result is complete. */
final class FileResults implements Results {
    private final Path target;
    private final List<Input> inputs;
    private final TextStyle style;
    private final Headings headings;
    private final OutputWriter writer;
    private final IntFunction<Origin> origins;
    private final StringBuilder committed = new StringBuilder();
    private final List<Origin> parts = new ArrayList<>();

    private FileResults(
            Destination.SingleFile destination,
            List<Input> inputs,
            Headings headings,
            IntFunction<Origin> origins,
            Session session) {
        this.inputs = inputs;
        this.target = destination.path();
        this.style = destination.style();
        this.headings = headings;
        this.writer = new OutputWriter(session, target.toAbsolutePath().getParent(), destination.existing());
        this.origins = origins;
    }

    static FileResults open(
            Destination.SingleFile destination,
            List<Input> inputs,
            Headings headings,
            IntFunction<Origin> origins,
            Session session)
            throws CommandException {
        Path target = destination.path();
        if (Files.isDirectory(target)) {
            throw OutputFiles.failure(target, "is a directory; use -d for a directory", null);
        }
        if (OutputFile.isDirect(target)) {
            if (!Files.isRegularFile(target) && !Files.isWritable(target)) {
                throw OutputFiles.failure(target, "permission denied", null);
            }
            SideFile.checkOpen(target, session);
            new InputFiles(inputs).checkNone(target);
            return new FileResults(destination, inputs, headings, origins, session);
        }
        Path folder = place(target).getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw OutputFiles.failure(target, "no such directory", null);
        }
        OutputPlace.check(target);
        new InputFiles(inputs).checkNone(target);
        return new FileResults(destination, inputs, headings, origins, session);
    }

    private static Path place(Path target) throws CommandException {
        try {
            return OutputFile.place(target).toAbsolutePath();
        } catch (IOException e) {
            throw OutputFiles.failure(target, Failure.reason(e), e);
        }
    }

    @Override
    public Result open(int index, ResultFormat format) {
        return new Buffered((text, language) -> {
            committed.append(headings.next(index));
            committed.append(text);
            parts.add(origins.apply(index));
        });
    }

    @Override
    public void check() throws CommandException {
        if (inputs.isEmpty()) {
            return; // then nothing is written
        }
        Optional<OutputFailedException> refusal = writer.refusal(target, origins.apply(0));
        if (refusal.isPresent()) {
            throw new CommandException(refusal.get().failure(), refusal.get());
        }
    }

    @Override
    public boolean isLeft(int index, ResultFormat format) {
        return writer.isLeft(target);
    }

    @Override
    public Optional<OutputFailedException> refusal(int index, ResultFormat format) {
        return writer.refusal(target, origins.apply(index));
    }

    @Override
    public void finish() {
        if (!parts.isEmpty()) {
            byte[] bytes = style.whole(committed.toString()).getBytes(StandardCharsets.UTF_8);
            writer.write(target, bytes, Origin.joined(parts));
        }
    }
}
