package qasr.guard;

import java.util.Optional;
import qasr.model.StopReason;

/**
 * Finds incomplete and overlong answers: the token budget ran out ("token_limit"), or the text is too short or too long
 * for its seconds of speech ("too_short", "too_long"; see {@link SpeechRate}).
 */
final class TruncationGuard implements Guard {
    @Override
    public GuardName name() {
        return GuardName.TRUNCATION;
    }

    @Override
    public Optional<Finding> check(Answer answer) {
        StopReason reason = answer.decoding().stopReason();
        if (reason == StopReason.TOKEN_LIMIT) {
            return found("token_limit");
        }
        boolean silent = answer.saysNoSpeech() && (answer.text().isEmpty() || SilenceGuard.isPlaceholder(answer));
        if (reason != StopReason.END_OF_TEXT || silent) {
            return Optional.empty();
        }
        Letters letters = Letters.of(answer.text());
        SpeechRate rate = SpeechRate.of(letters);
        int digits = (int) answer.text().codePoints().filter(Character::isDigit).count();
        if (rate.isTooLong(letters.all() + digits, SpeechRate.mostSeconds(answer.sound()))) {
            return found("too_long");
        }
        // A digit is spoken as a word: it counts as five letters.
        return rate.isTooShort(
                        letters.all() + 5 * digits,
                        SpeechRate.seconds(answer.sound()),
                        answer.trial().pieces())
                ? found("too_short")
                : Optional.empty();
    }

    private Optional<Finding> found(String flag) {
        return Optional.of(new Finding(name(), flag, 3, Remedy.IN_PIECES, Finding.Effect.TRUNCATED));
    }
}
