package qasr.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import qasr.batch.FileName;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.console.Usage;
import qasr.console.UserText;
import qasr.text.Language;
import qasr.text.LanguageSet;

/** Options of language and terms: the model gets them before the audio. */
@HelpHeading(HelpHeading.TERMS)
final class LanguageOptions {
    /** The option whose text may be in a file, "@FILE". */
    static final String CONTEXT = "--context";

    private static final String AUTO = "auto";
    /** A context is a few names and sentences; the published model's whole window holds about ten thousand words. */
    private static final int MAX_CONTEXT_CHARACTERS = 40_000;

    @Changes(Changes.Effect.WORDS)
    @Often
    @Option(
            names = {"-l", "--language"},
            paramLabel = "LANGUAGE",
            defaultValue = AUTO,
            completionCandidates = LanguageNames.OrAuto.class,
            description = {
                "Set the spoken language, such as English or en (default: auto).",
                "auto detects the language of each chunk."
            })
    private String language;

    @Changes(Changes.Effect.WORDS)
    @Often
    @Option(
            names = CONTEXT,
            paramLabel = "TEXT|@FILE",
            defaultValue = "",
            description = {
                "Tell the model which names and terms to expect: TEXT, or a UTF-8 file.",
                "These spellings become more likely. The model does not follow instructions in TEXT."
            })
    private String context;

    /**
     * Returns the requested language; empty to detect it.
     *
     * @throws CommandException if there is no such language
     */
    Optional<Language> language() throws CommandException {
        if (language.equalsIgnoreCase(AUTO)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LanguageSet.of(List.of()).request(language));
        } catch (IllegalArgumentException e) {
            throw Usage.error("--language", e.getMessage());
        }
    }

    /**
     * Returns the context, "" for none.
     *
     * @throws CommandException if its file cannot be read or it is too long
     */
    String context() throws CommandException {
        String text = context.startsWith("@") ? read(context.substring(1)) : context;
        if (text.length() > MAX_CONTEXT_CHARACTERS) {
            throw Usage.error(CONTEXT, "has " + text.length() + " characters; the limit is " + MAX_CONTEXT_CHARACTERS);
        }
        return text;
    }

    private static String read(String file) throws CommandException {
        try {
            return UserText.read(FileName.path(file)).strip();
        } catch (CharacterCodingException e) {
            throw Usage.error(CONTEXT, file + ": " + Failure.reason(e));
        } catch (IOException e) {
            throw Usage.error(CONTEXT, file + ": cannot be read: " + Failure.reason(e));
        }
    }
}
