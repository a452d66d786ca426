package qasr.job;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.engine.Expectation;
import qasr.engine.OpenModel;
import qasr.guard.GuardName;
import qasr.guard.GuardSettings;
import qasr.model.PromptBuilder;
import qasr.text.Language;

/**
 * The error checks on the model's answers.
 *
 * @param active the checks that are on
 * @param retries the most retries of any part of the audio
 * @param languages the languages among which the model chooses; empty for all
 * @param scope the part of a recording that has one language
 */
public record Guarding(Set<GuardName> active, int retries, List<Language> languages, LanguageScope scope) {
    public Guarding {
        active = Set.copyOf(active);
        languages = List.copyOf(languages);
    }

    /**
     * Returns the settings for a model that has been told what to expect.
     *
     * @throws CommandException if it does not know one of the languages
     */
    GuardSettings settings(OpenModel model, Expectation expectation) throws CommandException {
        for (Language language : languages) {
            try {
                model.languages().request(language.name());
            } catch (IllegalArgumentException e) {
                throw Usage.error("--languages", e.getMessage());
            }
        }
        GuardSettings settings = GuardSettings.all().with(active, retries).allowing(languages);
        if (scope == LanguageScope.FILE) {
            settings = settings.inOneLanguage();
        }
        Optional<Language> forced = expectation.language();
        if (forced.isPresent()) {
            settings = settings.forcing(forced.get());
        }
        if (expectation.context().isEmpty()) {
            return settings;
        }
        PromptBuilder prompts = new PromptBuilder(model.tokenizer());
        return settings.with(
                expectation.context(),
                forced.isPresent() ? prompts.build("", forced.get().name()) : prompts.build(""));
    }
}
