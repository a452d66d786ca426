package qasr.guard;

import java.util.Optional;
import qasr.model.StopReason;

/**
 * Finds answers that were computed with numbers out of range. Reports "not_finite". The likeliest token after such numbers
 * is token 0, "!": a text of nothing else counts as one of them.
 */
final class NumbersGuard implements Guard {
    private static final int MARKS = 4;

    @Override
    public GuardName name() {
        return GuardName.NUMBERS;
    }

    @Override
    public Optional<Finding> check(Answer answer) {
        boolean wrong = answer.decoding().stopReason() == StopReason.NOT_FINITE || onlyMarks(answer.raw());
        for (float logProbability : answer.decoding().logProbabilities()) {
            wrong |= !Float.isFinite(logProbability);
        }
        return wrong
                ? Optional.of(new Finding(name(), "not_finite", 4, Remedy.PRECISELY, Finding.Effect.FAILED))
                : Optional.empty();
    }

    private static boolean onlyMarks(String raw) {
        String text = raw.substring(raw.indexOf('>') + 1).strip();
        return text.length() >= MARKS && text.chars().allMatch(c -> c == '!');
    }
}
