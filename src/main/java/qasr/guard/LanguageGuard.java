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
    /** So do letters other than Latin ones, which no other language borrows. */
    private static final int MANY_OWN_LETTERS = 8;
    /** A Chinese character says as much as three letters: "用 Kubernetes 部署" is Chinese. */
    private static final int LETTERS_PER_SYLLABLE = 3;
    /** A Japanese sentence of so many characters has kana. */
    private static final int KANA_DUE = 15;
    /** Less than one in a hundred for the forced language: dialects and noise leave it more. */
    private static final double CONTRADICTED = Math.log(0.01);

    private final Optional<Language> forced;

    LanguageGuard(GuardSettings settings) {
        forced = settings.forced();
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
        List<String> allowed = answer.trial().languages();
        if (forced.isEmpty() && !allowed.isEmpty() && !allowed.contains(language.name()) && !answer.saysNoSpeech()) {
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
        int fitting = letters.fitting(language);
        int foreign = letters.all() - fitting;
        boolean foreignSyllables = syllables >= MANY_SYLLABLES && fitting < letters.all() - syllables / 2;
        boolean foreignLetters =
                Math.min(foreign, letters.all() - syllables - letters.count(Letters.Script.LATIN)) >= MANY_OWN_LETTERS;
        boolean many = foreign >= MANY_LETTERS || foreignLetters || (foreignSyllables && foreign >= MANY_SYLLABLES);
        int weight = isSyllabic(language) ? LETTERS_PER_SYLLABLE : 1;
        int others = foreign * (isSyllabic(language) ? 1 : foreignSyllables ? LETTERS_PER_SYLLABLE : 1);
        boolean few = weight * fitting < LEAST_SHARE * (weight * fitting + others);
        int kana = letters.count(Letters.Script.KANA);
        boolean japanese = language.code().equals("ja") && kana == 0 && letters.count(Letters.Script.HAN) >= KANA_DUE;
        boolean chinese = (language.code().equals("zh") || language.code().equals("yue"))
                && kana >= MANY_SYLLABLES
                && kana > LEAST_SHARE * letters.all();
        return (many && few) || japanese || chinese;
    }

    private static boolean isSyllabic(Language language) {
        return List.of("zh", "yue", "ja", "ko").contains(language.code());
    }
}
