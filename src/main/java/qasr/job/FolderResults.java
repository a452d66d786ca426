package qasr.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import qasr.batch.FileName;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.OutputFailedException;
import qasr.console.OutputFiles;
import qasr.console.Usage;
import qasr.engine.Session;
import qasr.output.ResultFormat;

/** Results as one file per input and format in a folder. */
final class FolderResults implements Results {
    private final Path folder;
    private final List<Input> inputs;
    private final OutputNames names;
    private final TextStyle style;
    private final OutputWriter writer;
    private final IntFunction<Origin> origins;
    private final Console console;

    private FolderResults(
            Destination.Folder destination, List<Input> inputs, IntFunction<Origin> origins, Session session) {
        this.folder = destination.path();
        this.inputs = inputs;
        this.names = new OutputNames(inputs, destination.naming());
        this.style = destination.style();
        this.writer = new OutputWriter(session, folder, destination.existing());
        this.origins = origins;
        this.console = session.console();
    }

    static FolderResults open(
            Destination.Folder destination,
            List<Input> inputs,
            List<? extends ResultFormat> formats,
            IntFunction<Origin> origins,
            Session session)
            throws CommandException {
        check(destination, inputs, formats);
        OutputFiles.prepareFolder(destination.path());
        FolderResults results = new FolderResults(destination, inputs, origins, session);
        results.checkInputs(destination.naming().around(inputs), formats);
        results.sayUnusualNames(formats.get(0));
        return results;
    }

    /** Makes sure that each result has a name of its own. */
    static void check(Destination.Folder destination, List<Input> inputs, List<? extends ResultFormat> formats)
            throws CommandException {
        if (formats.size() > 1 && !destination.naming().template().distinguishesFormats()) {
            throw Usage.error("--name-template", "several formats would have the same file name: add {ext}");
        }
        List<Input> all = destination.naming().around(inputs);
        if (all.size() > 1 && !destination.naming().template().distinguishesRecordings()) {
            throw Usage.error("--name-template", "several recordings would have the same file name: add {stem}");
        }
    }

    @Override
    public Result open(int index, ResultFormat format) {
        return new Buffered((text, language) -> {
            Path target = path(index, format, language);
            boolean replaces = Files.isRegularFile(target);
            boolean written =
                    writer.write(target, style.whole(text).getBytes(StandardCharsets.UTF_8), origins.apply(index));
            if (written && replaces) {
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

    @Override
    public boolean isLeft(int index, ResultFormat format) {
        return targets(index, format).stream().anyMatch(writer::isLeft);
    }

    /** A name may depend on a language to be found: then only what is written tells which file it is. */
    @Override
    public Optional<OutputFailedException> refusal(int index, ResultFormat format) {
        List<Path> targets = targets(index, format);
        return targets.size() == 1 ? writer.refusalOfAny(targets.get(0), origins.apply(index)) : Optional.empty();
    }

    private Path path(int index, ResultFormat format, String language) {
        return folder.resolve(FileName.path(names.path(index, format.extension(), language)));
    }

    private void checkInputs(List<Input> all, List<? extends ResultFormat> formats) throws CommandException {
        InputFiles recordings = new InputFiles(all);
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
