package qasr.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.console.Usage;
import qasr.console.UserText;
import qasr.edit.Glossary;
import qasr.edit.GlossaryException;
import qasr.edit.GlossaryFile;
import qasr.edit.ZhScript;
import qasr.job.GlossaryMode;
import qasr.job.Punctuation;
import qasr.job.TextWishes;

/** Options that change the model's text. */
final class TextOptions {
    @Changes(Changes.Effect.WORDS)
    @HelpHeading(HelpHeading.TERMS)
    @Often
    @Option(
            names = "--glossary",
            paramLabel = "FILE",
            description = {
                "Read terms from FILE, one per line: 'term' or 'wrong|wrong -> term'.",
                "The option can be given several times. Put the most important terms first."
            })
    private List<Path> glossaries = new ArrayList<>();

    @Changes(Changes.Effect.WORDS)
    @HelpHeading(HelpHeading.TERMS)
    @Option(
            names = "--glossary-mode",
            paramLabel = "MODE",
            split = ",",
            description =
                    "Show the terms to the model (bias), replace wrong forms in the text (replace), or both (default: bias,replace).")
    private List<GlossaryMode> modes = List.of(GlossaryMode.BIAS, GlossaryMode.REPLACE);

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--zh-script",
            paramLabel = "SCRIPT",
            defaultValue = "keep",
            description = "Write Chinese in this script: ${COMPLETION-CANDIDATES} (default: keep).")
    private ZhScript script;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--itn",
            negatable = true,
            defaultValue = "false",
            description = "Write Chinese and English numbers, dates and amounts in digits (default: no).")
    private boolean itn;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--punctuation",
            paramLabel = "WHAT",
            defaultValue = "keep",
            description = "Keep or remove punctuation: ${COMPLETION-CANDIDATES} (default: keep).")
    private Punctuation punctuation;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--verbatim",
            description = "Write the text of the model unchanged, without replacements or repairs.")
    private boolean verbatim;

    /**
     * Returns what was asked for.
     *
     * @throws CommandException if a glossary cannot be read
     */
    TextWishes wishes() throws CommandException {
        return new TextWishes(
                glossaries, glossary(), new TreeSet<>(Set.copyOf(modes)), script, itn, punctuation, verbatim);
    }

    private Glossary glossary() throws CommandException {
        Glossary glossary = Glossary.EMPTY;
        GlossaryFile reader = new GlossaryFile();
        for (Path file : glossaries) {
            try {
                glossary = glossary.and(
                        reader.read(file.toString(), UserText.read(file).lines().toList()));
            } catch (GlossaryException e) {
                throw Usage.error("--glossary", e.getMessage());
            } catch (CharacterCodingException e) {
                throw Usage.error("--glossary", file + ": " + Failure.reason(e));
            } catch (IOException e) {
                throw Usage.error("--glossary", file + ": cannot be read: " + Failure.reason(e));
            }
        }
        return glossary;
    }
}
