package qasr.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import qasr.batch.FileName;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.OutputFiles;
import qasr.console.Usage;
import qasr.output.ResultFormat;

/** Results as one file per input and format in a folder. */
final class FolderResults implements Results {
    private final Path folder;
    private final List<Input> inputs;
    private final OutputNames names;
    private final TextStyle style;
    private final OutputFiles files;
    private final Console console;

    private FolderResults(Destination.Folder destination, List<Input> inputs, OutputFiles files, Console console) {
        this.folder = destination.path();
        this.inputs = inputs;
        this.names = new OutputNames(inputs, destination.naming());
        this.style = destination.style();
        this.files = files;
        this.console = console;
    }

    static FolderResults open(
            Destination.Folder destination,
            List<Input> inputs,
            List<? extends ResultFormat> formats,
            OutputFiles files,
            Console console)
            throws CommandException {
        if (formats.size() > 1 && !destination.naming().template().distinguishesFormats()) {
            throw Usage.error("--name-template", "several formats would have the same file name: add {ext}");
        }
        if (inputs.size() > 1 && !destination.naming().template().distinguishesRecordings()) {
            throw Usage.error("--name-template", "several recordings would have the same file name: add {stem}");
        }
        OutputFiles.prepareFolder(destination.path());
        FolderResults results = new FolderResults(destination, inputs, files, console);
        results.checkInputs(formats);
        results.sayUnusualNames(formats.get(0));
        return results;
    }

    @Override
    public Result open(int index, ResultFormat format) {
        return new Buffered((text, language) -> {
            Path target = path(index, format, language);
            boolean replaces = Files.isRegularFile(target);
            files.write(target, style.whole(text));
            if (replaces) {
                console.note(target + ": replaced");
            }
        });
    }

    @Override
    public void finish() {}

    @Override
    public Optional<Path> target(int index, ResultFormat format, String language) {
        return Optional.of(path(index, format, language));
    }

    @Override
    public List<Path> targets(int index, ResultFormat format) {
        return names.languages().stream()
                .map(language -> path(index, format, language))
                .toList();
    }

    private Path path(int index, ResultFormat format, String language) {
        return folder.resolve(FileName.path(names.path(index, format.extension(), language)));
    }

    private void checkInputs(List<? extends ResultFormat> formats) throws CommandException {
        InputFiles recordings = new InputFiles(inputs);
        for (int i = 0; i < inputs.size(); i++) {
            for (ResultFormat format : formats) {
                for (Path target : targets(i, format)) {
                    recordings.checkNone(target);
                }
            }
        }
    }

    private void sayUnusualNames(ResultFormat format) {
        for (int i = 0; i < inputs.size(); i++) {
            if (names.isUnusual(i)) {
                console.note(inputs.get(i).name() + ": output is " + path(i, format, OutputNames.LANGUAGE_TO_COME)
                        + ", because another input has the same name");
            }
        }
    }
}
