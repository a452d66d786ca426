package qasr.transcribe;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import qasr.guard.GuardSettings;
import qasr.model.ModelInput;
import qasr.model.Prompt;
import qasr.text.Language;
import qasr.transcript.Transcript;
import qasr.transcript.Wording;

/**
 * What holds for all recordings of a run.
 *
 * @param prompt what each chunk is asked with
 * @param forcedLanguage the language all speech is taken to be, or empty to hear it in each chunk
 * @param forcedRate how many tokens a second every chunk says, no more and no less, or empty for what it has to say: for
 *     measuring, with a network that ignores stops
 * @param maxTokens how many tokens may be said about one chunk at most, or empty for what its length allows
 * @param editing what is done to each chunk's words before anyone hears of them
 * @param engine what makes the transcripts, for their records
 * @param load how long opening the model took, for their records
 * @param guards which answers are not believed, and what is asked then
 */
public record TranscribeOptions(
        Prompt prompt,
        Optional<Language> forcedLanguage,
        OptionalDouble forcedRate,
        OptionalInt maxTokens,
        UnaryOperator<Wording> editing,
        Transcript.Engine engine,
        Duration load,
        GuardSettings guards) {
    /** Makes options with all guards that leave the words alone, for a prompt without a context. */
    public TranscribeOptions(
            Prompt prompt,
            Optional<Language> forcedLanguage,
            OptionalDouble forcedRate,
            Transcript.Engine engine,
            Duration load) {
        this(
                prompt,
                forcedLanguage,
                forcedRate,
                UnaryOperator.identity(),
                engine,
                load,
                forcedLanguage.map(GuardSettings.all()::forcing).orElseGet(GuardSettings::all));
    }

    /** Makes options for as many tokens as a chunk's length allows. */
    public TranscribeOptions(
            Prompt prompt,
            Optional<Language> forcedLanguage,
            OptionalDouble forcedRate,
            UnaryOperator<Wording> editing,
            Transcript.Engine engine,
            Duration load,
            GuardSettings guards) {
        this(prompt, forcedLanguage, forcedRate, OptionalInt.empty(), editing, engine, load, guards);
    }

    /** Returns them as a transcript records them. */
    Transcript.Options recorded() {
        return new Transcript.Options(forcedLanguage.map(Language::codeOrName).orElse("auto"), "", "");
    }

    /** Returns how many tokens may be said about {@code seconds} of sound. */
    int tokenBudget(double seconds) {
        if (forcedRate.isPresent()) {
            return (int) Math.max(1, Math.round(forcedRate.getAsDouble() * seconds));
        }
        return Math.min(ModelInput.tokenBudget(seconds), maxTokens.orElse(Integer.MAX_VALUE));
    }
}
