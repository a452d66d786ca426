package qasr.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.console.OutputFiles;
import qasr.output.OutputFile;
import qasr.output.ResultFormat;

/** Results in one file, which is written at the end of the run if at least one result is complete. */
final class FileResults implements Results {
    private final Path target;
    private final TextStyle style;
    private final Headings headings;
    private final OutputFiles files;
    private final StringBuilder committed = new StringBuilder();
    private boolean any;

    private FileResults(Destination.SingleFile destination, Headings headings, OutputFiles files) {
        this.target = destination.path();
        this.style = destination.style();
        this.headings = headings;
        this.files = files;
    }

    static FileResults open(
            Destination.SingleFile destination, List<Input> inputs, Headings headings, OutputFiles files)
            throws CommandException {
        Path target = destination.path();
        if (Files.isDirectory(target)) {
            throw OutputFiles.failure(target, "is a directory; for a directory use -d", null);
        }
        Path folder = place(target).getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw OutputFiles.failure(target, "no such directory", null);
        }
        Optional<IOException> obstacle = OutputPlace.obstacle(target);
        if (obstacle.isPresent()) {
            throw OutputFiles.failure(target, Failure.reason(obstacle.get()), obstacle.get());
        }
        if (!Files.isWritable(folder)) {
            throw OutputFiles.failure(target, "permission denied", null);
        }
        new InputFiles(inputs).checkNone(target);
        return new FileResults(destination, headings, files);
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
            any = true;
        });
    }

    @Override
    public void finish() {
        if (any) {
            files.write(target, style.whole(committed.toString()));
        }
    }
}
