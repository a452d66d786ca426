package qasr.guard;

import java.util.List;
import java.util.Optional;
import qasr.text.Language;

/**
 * Finds texts in a script that their language does not use ("script_mismatch"), languages that are not allowed
 * ("language_not_allowed"), and forced languages that the audio contradicts ("language_contradicted"). These flags show
 * the reader where the model may have translated or kept to a wrong language.
 */
final class LanguageGuard implements Guard {
    /**
     * The lowest share of letters in the right script: even a Chinese sentence about software has more Han characters.
     */
    private static final double LEAST_SHARE = 0.2;
    /** More foreign letters than names and terms have, which keep their script. */
    private static final int MANY_LETTERS = 20;
    /** The threshold for characters that stand for syllables. */
    private static final int MANY_SYLLABLES = 4;
    /** The threshold for letters other than Latin ones, which other languages do not borrow. */
    private static final int MANY_OWN_LETTERS = 8;
    /** A Chinese character says as much as three letters: "用 Kubernetes 部署" is Chinese. */
    private static final int LETTERS_PER_SYLLABLE = 3;
    /** A Japanese sentence with this many characters contains kana. */
    private static final int KANA_DUE = 15;
    /** A probability of 1 % for the forced language; dialects and noise give more. */
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
