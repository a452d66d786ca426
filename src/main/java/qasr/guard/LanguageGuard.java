package qasr.guard;

import java.util.List;
import java.util.Optional;
import qasr.text.Language;

/**
 * Finds texts whose script is not their language's ("script_mismatch"), a language that was not allowed
 * ("language_not_allowed") and a forced one that the sound contradicts ("language_contradicted"): nothing is translated, or
 * latched to a language, without a word about it.
 */
final class LanguageGuard implements Guard {
    /** A fifth: a Chinese sentence about software has more Han characters than that. */
    private static final double LEAST_SHARE = 0.2;
    /** Names and terms keep their script: so many letters are more than that. */
    private static final int MANY_LETTERS = 20;
    /** Characters that stand for syllables tell more. */
    private static final int MANY_SYLLABLES = 4;
    /** A Japanese sentence of so many characters has kana. */
    private static final int KANA_DUE = 15;
    /** Less than one in a hundred for the forced language: dialects and noise leave it more. */
    private static final double CONTRADICTED = Math.log(0.01);

    private final Optional<Language> forced;
    private final List<Language> allowed;

    LanguageGuard(GuardSettings settings) {
        forced = settings.forced();
        allowed = settings.allowed();
    }

    @Override
    public GuardName name() {
        return GuardName.LANGUAGE;
    }

    @Override
    public Optional<Finding> check(Answer answer) {
        if (answer.text().isEmpty()) {
            return Optional.empty();
        }
        Language language = Language.named(answer.output().language());
        if (forced.isEmpty() && !allowed.isEmpty() && !allowed.contains(language) && !answer.saysNoSpeech()) {
            return found("language_not_allowed", Remedy.IN_PIECES);
        }
        if (!language.name().isEmpty() && isMismatch(Letters.of(answer.text()), language)) {
            return found("script_mismatch", Remedy.IN_PIECES);
        }
        return forced.isPresent() && answer.decoding().answerLogProbability() < CONTRADICTED
                ? found("language_contradicted", Remedy.NONE)
                : Optional.empty();
    }

    private Optional<Finding> found(String flag, Remedy remedy) {
        return Optional.of(new Finding(name(), flag, 1, remedy, Finding.Effect.NONE));
    }

    private static boolean isMismatch(Letters letters, Language language) {
        int syllables = letters.count(Letters.Script.HAN)
                + letters.count(Letters.Script.KANA)
                + letters.count(Letters.Script.HANGUL);
        int foreign = letters.all() - letters.fitting(language);
        boolean foreignSyllables =
                syllables >= MANY_SYLLABLES && letters.fitting(language) < letters.all() - syllables / 2;
        boolean many = foreign >= MANY_LETTERS || (foreignSyllables && foreign >= MANY_SYLLABLES);
        boolean few = letters.fitting(language) < LEAST_SHARE * letters.all();
        int kana = letters.count(Letters.Script.KANA);
        boolean japanese = language.code().equals("ja") && kana == 0 && letters.count(Letters.Script.HAN) >= KANA_DUE;
        boolean chinese = (language.code().equals("zh") || language.code().equals("yue"))
                && kana >= MANY_SYLLABLES
                && kana > LEAST_SHARE * letters.all();
        return (many && few) || japanese || chinese;
    }
}
