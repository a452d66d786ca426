package qasr.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.guard.GuardName;
import qasr.job.Guarding;
import qasr.job.LanguageScope;
import qasr.text.Language;
import qasr.text.LanguageSet;

/** Options of the error checks and retries. */
@HelpHeading("Error checks")
final class GuardOptions {
    private static final int MAX_RETRIES = 9;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--no-guard",
            paramLabel = "GUARD",
            split = ",",
            description = {"Turn off these checks: ${COMPLETION-CANDIDATES}.", "Join several checks by commas."})
    private List<GuardName> without = List.of();

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "2",
            description = {
                "Retry a suspicious passage up to N times, each time with another strategy (default: 2).",
                "The strategies: in smaller pieces, without the context, with a penalty on repeats, and in a higher precision."
            })
    private int retries;

    @Changes(Changes.Effect.WORDS)
    @HelpHeading(HelpHeading.TERMS)
    @Option(
            names = "--languages",
            paramLabel = "LIST",
            split = ",",
            completionCandidates = LanguageNames.class,
            description = "Detect only these languages, such as zh,yue,en (default: all).")
    private List<String> languages = List.of();

    /** The scopes' names, and "segment", as the results call a chunk. */
    static final class Scope implements ITypeConverter<LanguageScope> {
        @Override
        public LanguageScope convert(String value) {
            return value.equals("segment") ? LanguageScope.CHUNK : EnumOptions.constant(LanguageScope.class, value);
        }
    }

    @Changes(Changes.Effect.WORDS)
    @HelpHeading(HelpHeading.TERMS)
    @Option(
            names = "--language-per",
            paramLabel = "WHAT",
            defaultValue = "chunk",
            converter = Scope.class,
            description = {
                "Detect one language for each chunk, or one for the whole file: chunk, file (default: chunk).",
                "With file, the whole file is transcribed in the language that is spoken longest in its first minute of speech."
            })
    private LanguageScope scope;

    /**
     * Returns what was chosen.
     *
     * @param forced whether all speech is taken to be in one language
     * @throws CommandException if a number makes no sense or a language is unknown
     */
    Guarding guarding(boolean forced) throws CommandException {
        if (retries < 0 || retries > MAX_RETRIES) {
            throw Usage.error("--retries", "must be a number from 0 to " + MAX_RETRIES + ", not '" + retries + "'");
        }
        if (forced && !languages.isEmpty()) {
            throw Usage.error("--languages", "cannot be combined with --language");
        }
        Set<GuardName> active = EnumSet.copyOf(Arrays.asList(GuardName.values()));
        active.removeAll(without);
        return new Guarding(active, retries, allowed(), scope);
    }

    private List<Language> allowed() throws CommandException {
        List<Language> found = new ArrayList<>();
        for (String language : languages) {
            try {
                found.add(LanguageSet.of(List.of()).request(language));
            } catch (IllegalArgumentException e) {
                throw Usage.error("--languages", e.getMessage());
            }
        }
        return found.stream().distinct().toList();
    }
}
