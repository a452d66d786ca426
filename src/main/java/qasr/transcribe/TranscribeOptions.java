package qasr.transcribe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import qasr.guard.GuardSettings;
import qasr.model.ModelInput;
import qasr.model.Prompt;
import qasr.text.Language;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Wording;

/**
 * The options for all recordings of a run.
 *
 * @param prompt the prompt for each chunk
 * @param forcedLanguage the language of all speech, or empty to detect it in each chunk
 * @param forcedRate the exact number of tokens per second for every chunk, or empty; for measuring, with a network that
 *     ignores stop tokens
 * @param maxTokens the maximum number of tokens for one chunk, or empty to derive it from the chunk's length
 * @param editing the edits for the text of each segment
 * @param engine the description of the model that transcripts record
 * @param load how long loading the model took, for the transcripts
 * @param guards the settings of the guards
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
    /** Creates options with all guards and no edits, for a prompt without a context. */
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

    /** Creates options with the token limit derived from a chunk's length. */
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

    /**
     * Returns these options for passages of one recording whose other passages are {@code known}. If a recording is in one
     * language, this is the one of most of their seconds; the passages alone may be too few to tell.
     */
    public TranscribeOptions beside(List<Utterance> known) {
        if (!guards.onePerRecording() || forcedLanguage.isPresent()) {
            return this;
        }
        return FileLanguage.longest(known)
                .filter(language ->
                        guards.allowed().isEmpty() || guards.allowed().contains(language))
                .map(language -> new TranscribeOptions(
                        prompt,
                        forcedLanguage,
                        forcedRate,
                        maxTokens,
                        editing,
                        engine,
                        load,
                        guards.inLanguage(language)))
                .orElse(this);
    }

    /** Returns these options in the form that a transcript records. */
    Transcript.Options recorded() {
        return new Transcript.Options(forcedLanguage.map(Language::codeOrName).orElse("auto"), "", "");
    }

    /** Returns the maximum number of tokens for {@code seconds} of audio. */
    int tokenBudget(double seconds) {
        if (forcedRate.isPresent()) {
            return (int) Math.max(1, Math.round(forcedRate.getAsDouble() * seconds));
        }
        return Math.min(ModelInput.tokenBudget(seconds), maxTokens.orElse(Integer.MAX_VALUE));
    }
}
