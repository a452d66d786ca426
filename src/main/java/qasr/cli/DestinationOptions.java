package qasr.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import qasr.batch.NameTemplate;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.job.Destination;
import qasr.job.Existing;
import qasr.job.OnExists;
import qasr.job.TextStyle;

/** Where results go. */
@HelpHeading("Output")
final class DestinationOptions {
    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to FILE what standard output would get, all of it or nothing; - is standard output.")
    private Path file;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = {"-d", "--output-dir"},
            paramLabel = "DIR",
            description = "Write one file per input and format into DIR, named like the input: talk.m4a becomes"
                    + " talk.txt. The folders below a directory that was named are made in DIR too.")
    private Path folder;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--name-template",
            paramLabel = "TEMPLATE",
            description = "How files in DIR are called (default: {dir}/{stem}.{ext}). {dir} is where the recording lies"
                    + " below a directory that was named, {stem} its name without extension, {name} with it, {ext} the"
                    + " format, {lang} the code of the language given with --language or else heard longest, {.lang} the same"
                    + " after a dot.")
    private String nameTemplate;

    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--bom",
            description = "Begin each file with a byte order mark, for programs that take UTF-8 for something else.")
    private boolean byteOrderMark;

    @Changes(Changes.Effect.FILES)
    @Option(names = "--crlf", description = "End lines as Windows does.")
    private boolean carriageReturns;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--on-exists",
            paramLabel = "WHAT",
            defaultValue = "update",
            description = "What to do if an output file exists, one of ${COMPLETION-CANDIDATES} (default: update)."
                    + " update: replace the file only if qasr wrote it and nobody has changed it since; transcribe keeps"
                    + " it if it was made from the same sound, model and options.")
    private OnExists onExists;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--backup",
            description = "Replace any output file that exists, but keep the old one as NAME.~1~, NAME.~2~ and so on.")
    private boolean backup;

    /**
     * Returns where results go that have no language.
     *
     * @throws CommandException if the options contradict each other
     */
    Destination destination() throws CommandException {
        if (folder != null && template().namesLanguage()) {
            throw Usage.error("--name-template", "'" + nameTemplate + "' names a language, and this result has none");
        }
        return destination("");
    }

    /**
     * Returns where results go.
     *
     * @param language the code of the language all speech is in, "" if that is not known beforehand
     * @throws CommandException if the options contradict each other
     */
    Destination destination(String language) throws CommandException {
        TextStyle style = new TextStyle(byteOrderMark, carriageReturns);
        if (file != null && folder != null) {
            throw Usage.error("--output", "cannot be combined with --output-dir");
        }
        if (folder != null) {
            return new Destination.Folder(folder, new Destination.Naming(template(), language), style, existing());
        }
        if (nameTemplate != null) {
            throw Usage.error("--name-template", "needs a folder for the files: add -d DIR");
        }
        return file == null || file.toString().equals("-")
                ? new Destination.StandardOutput(style)
                : new Destination.SingleFile(file, style, existing());
    }

    /** Returns what happens to output files that exist. */
    Existing existing() {
        return new Existing(onExists, backup);
    }

    private NameTemplate template() throws CommandException {
        try {
            return nameTemplate == null ? NameTemplate.DEFAULT : new NameTemplate(nameTemplate);
        } catch (IllegalArgumentException e) {
            throw Usage.error("--name-template", e.getMessage());
        }
    }
}
