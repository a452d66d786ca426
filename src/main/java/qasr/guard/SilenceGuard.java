package qasr.guard;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds texts that are placeholders instead of speech: a few words after {@code language None}, the bare name of a language,
 * punctuation or underscores without a letter, "[noise]". Reports "placeholder".
 *
 * <p>Much speech is not silent on the model's word alone. Words after {@code language None} are kept, as the reference keeps
 * them, with the flag "no_language": the official guide to fine-tuning writes so where the language is unknown. No words at
 * all are "doubtful_silence": the chunk is decoded again in pieces, once.
 */
final class SilenceGuard implements Guard {
    /** A placeholder for this many seconds of speech is decoded again: so much speech seldom has no word. */
    private static final double SURELY_SPEECH_SECONDS = 5;

    /** The flag of a long chunk without words. */
    static final String DOUBTFUL = "doubtful_silence";

    private static final Pattern BRACKETED =
            Pattern.compile("\\[[^\\]]*\\]|\\([^)]*\\)|<[^>]*>|【[^】]*】|（[^）]*）|\\*[^*]*\\*");
    private static final Pattern PREFIX = Pattern.compile("(?i)language\\s+\\p{L}+|none|language");

    @Override
    public GuardName name() {
        return GuardName.SILENCE;
    }

    @Override
    public Optional<Finding> check(Answer answer) {
        boolean none = answer.saysNoSpeech();
        boolean much = isMuch(answer);
        if (answer.text().isEmpty()) {
            return none
                            && much
                            && answer.trial().pieces() == 0
                            && !answer.trial().shifted()
                    ? found(DOUBTFUL, 1, Remedy.IN_PIECES, Finding.Effect.NO_SPEECH)
                    : Optional.empty();
        }
        if (!isPlaceholder(answer)) {
            return none ? found("no_language", 1, Remedy.NONE, Finding.Effect.NONE) : Optional.empty();
        }
        boolean again = !none && much;
        return found("placeholder", again ? 2 : 0, again ? Remedy.IN_PIECES : Remedy.NONE, Finding.Effect.NO_SPEECH);
    }

    /** Returns whether the text of {@code answer} stands for no speech, so that this guard removes it. */
    static boolean isPlaceholder(Answer answer) {
        String text = answer.text();
        boolean prefix = answer.output().language().isEmpty()
                && PREFIX.matcher(text.strip()).matches();
        return prefix || !hasLetters(text) || (answer.saysNoSpeech() && !isMuch(answer));
    }

    /** Returns whether {@code said}, the text of an answer without its language, has words of speech. */
    static boolean hasWords(String said) {
        return hasLetters(said) && !PREFIX.matcher(said.strip()).matches();
    }

    private static boolean hasLetters(String text) {
        return BRACKETED.matcher(text).replaceAll("").codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private static boolean isMuch(Answer answer) {
        return SpeechRate.seconds(answer.sound()) >= SURELY_SPEECH_SECONDS;
    }

    private Optional<Finding> found(String flag, int cost, Remedy remedy, Finding.Effect effect) {
        return Optional.of(new Finding(name(), flag, cost, remedy, effect));
    }
}
