package qasr.guard;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds texts that are placeholders instead of speech: text after {@code language None}, the bare name of a language,
 * punctuation or underscores without a letter, "[noise]". Reports "placeholder".
 */
final class SilenceGuard implements Guard {
    /** A placeholder for this many seconds of speech is decoded again: so much speech seldom has no word. */
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
