package qasr.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Results as one file per input and format in a folder. */
final class FolderResults implements Results {
    private final Path folder;
    private final List<Input> inputs;
    private final List<String> names;
    private final OutputFiles files;
    private final Console console;

    private FolderResults(Path folder, List<Input> inputs, OutputFiles files, Console console) {
        this.folder = folder;
        this.inputs = inputs;
        this.names = OutputNames.of(inputs);
        this.files = files;
        this.console = console;
    }

    static FolderResults open(
            Path folder, List<Input> inputs, List<? extends ResultFormat> formats, OutputFiles files, Console console)
            throws CommandException {
        OutputFiles.prepareFolder(folder);
        FolderResults results = new FolderResults(folder, inputs, files, console);
        results.checkInputs(formats);
        results.sayUnusualNames(formats.get(0));
        return results;
    }

    @Override
    public Result open(int index, ResultFormat format) {
        Path target = target(index, format);
        return new BufferedResult(text -> {
            if (Files.exists(target)) {
                console.note(target + ": replaced");
            }
            files.write(target, text);
        });
    }

    @Override
    public void finish() {}

    private Path target(int index, ResultFormat format) {
        return folder.resolve(names.get(index) + "." + format.extension());
    }

    private void checkInputs(List<? extends ResultFormat> formats) throws CommandException {
        for (int i = 0; i < inputs.size(); i++) {
            for (ResultFormat format : formats) {
                OutputFiles.checkNotInput(target(i, format), inputs);
            }
        }
    }

    private void sayUnusualNames(ResultFormat format) {
        for (int i = 0; i < inputs.size(); i++) {
            if (!names.get(i).equals(inputs.get(i).stem())) {
                console.note(inputs.get(i).name() + ": goes to " + target(i, format)
                        + ", since another input has the same name");
            }
        }
    }
}
