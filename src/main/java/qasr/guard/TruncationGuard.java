package qasr.guard;

import java.util.Optional;
import qasr.model.StopReason;

/**
 * Finds answers that are not all that was said, or more: the token budget ran out ("token_limit"), or the text is too short or
 * too long for its seconds of speech ("too_short", "too_long"; see {@link SpeechRate}).
 */
final class TruncationGuard implements Guard {
    @Override
    public GuardName name() {
        return GuardName.TRUNCATION;
    }

    @Override
    public Optional<Finding> check(Answer answer) {
        if (answer.decoding().stopReason() == StopReason.NOT_FINITE) {
            return Optional.empty();
        }
        if (answer.decoding().stopReason() != StopReason.END_OF_TEXT) {
            return found("token_limit");
        }
        if (answer.saysNoSpeech()) {
            return Optional.empty();
        }
        Letters letters = Letters.of(answer.text());
        SpeechRate rate = SpeechRate.of(letters);
        double seconds = SpeechRate.seconds(answer.sound());
        int digits = (int) answer.text().codePoints().filter(Character::isDigit).count();
        if (rate.isTooLong(letters.all() + digits, seconds)) {
            return found("too_long");
        }
        // A digit is a word: five letters.
        return rate.isTooShort(
                        letters.all() + 5 * digits, seconds, answer.trial().pieces())
                ? found("too_short")
                : Optional.empty();
    }

    private Optional<Finding> found(String flag) {
        return Optional.of(new Finding(name(), flag, 3, Remedy.IN_PIECES, Finding.Effect.TRUNCATED));
    }
}
