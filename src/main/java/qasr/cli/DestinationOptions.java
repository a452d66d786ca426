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
    @Often
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = {
                "Write the result to FILE instead of standard output.",
                "FILE is replaced only when the whole result has been written. - is standard output."
            })
    private Path file;

    @Changes(Changes.Effect.NOTHING)
    @Often
    @Option(
            names = {"-d", "--output-dir"},
            paramLabel = "DIR",
            description = {
                "Write one file for each recording and format into DIR, such as DIR/talk.txt for talk.m4a.",
                "If an input is a directory, its subdirectories are created in DIR too."
            })
    private Path folder;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--name-template",
            paramLabel = "TEMPLATE",
            description = {
                "Name the files in DIR by TEMPLATE (default: {dir}/{stem}.{ext}).",
                "{dir} is the subdirectory of the recording below the input directory, {stem} its name without extension, {name} its name with extension, and {ext} the extension of the format. {lang} is the code of the language: the language that you named, or else the language with the most speech. {.lang} is the same with a dot before it. {{ and }} are braces."
            })
    private String nameTemplate;

    @Changes(Changes.Effect.FILES)
    @Option(
            names = "--bom",
            description = "Start each file with a byte order mark, so that Excel and Notepad recognise UTF-8.")
    private boolean byteOrderMark;

    @Changes(Changes.Effect.FILES)
    @Option(names = "--crlf", description = "End lines with CR LF, as Windows does.")
    private boolean carriageReturns;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--on-exists",
            paramLabel = "WHAT",
            defaultValue = "update",
            description = {
                "Choose what to do if an output exists: ${COMPLETION-CANDIDATES} (default: update).",
                "With update, 'qasr transcribe' skips an output that is up to date: one made from the same sound, model and options, even if the recording was renamed. Other commands write it again. update replaces another output only if qasr wrote that file and nobody has changed it since; a changed file is reported with status 7. skip keeps every existing output. overwrite always writes a new one. fail reports an error."
            })
    private OnExists onExists;

    @Changes(Changes.Effect.NOTHING)
    @Option(
            names = "--backup",
            description = {
                "Replace existing outputs, and keep each old file as NAME.~1~, NAME.~2~ and so on.",
                "Files that somebody has changed are replaced too. A file that is up to date stays."
            })
    private boolean backup;

    /**
     * Returns where results go that have no language.
     *
     * @throws CommandException if the options contradict each other
     */
    Destination destination() throws CommandException {
        if (folder != null && template().namesLanguage()) {
            throw Usage.error(
                    "--name-template", "'" + nameTemplate + "' contains the language, but this result has no language");
        }
        return destination("");
    }

    /**
     * Returns where results go.
     *
     * @param language the code of the language all speech is in, "" if it is not known yet
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
