package qasr.guard;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds texts that stand for nothing: what follows {@code language None}, a lone name of a language, punctuation or
 * underscores without a letter, "[noise]". Reports "placeholder".
 */
final class SilenceGuard implements Guard {
    /** So much speech in one stretch is seldom without a word: listened to again. */
    private static final double SURELY_SPEECH_SECONDS = 5;

    private static final Pattern BRACKETED =
            Pattern.compile("\\[[^\\]]*\\]|\\([^)]*\\)|<[^>]*>|【[^】]*】|（[^）]*）|\\*[^*]*\\*");
    private static final Pattern PREFIX = Pattern.compile("(?i)language\\s+\\p{L}+|none|language");

    @Override
    public GuardName name() {
        return GuardName.SILENCE;
    }

    @Override
    public Optional<Finding> check(Answer answer) {
        String text = answer.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        boolean none = answer.saysNoSpeech();
        boolean prefix = answer.output().language().isEmpty()
                && PREFIX.matcher(text.strip()).matches();
        boolean words = BRACKETED.matcher(text).replaceAll("").codePoints().anyMatch(Character::isLetterOrDigit);
        if (!none && !prefix && words) {
            return Optional.empty();
        }
        boolean again = !none && SpeechRate.seconds(answer.sound()) >= SURELY_SPEECH_SECONDS;
        return Optional.of(new Finding(
                name(),
                "placeholder",
                again ? 2 : 0,
                again ? Remedy.IN_PIECES : Remedy.NONE,
                Finding.Effect.NO_SPEECH));
    }
}
