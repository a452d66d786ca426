package qasr.guard;

import java.util.Optional;
import qasr.model.StopReason;

/**
 * Finds answers that were computed with non-finite numbers (NaN, infinity). Reports "not_finite". After such numbers
 * the likeliest token is token 0, "!". So a text that consists of exclamation marks, or ends in a row of them, is
 * reported too.
 */
final class NumbersGuard implements Guard {
    private static final int MARKS = 4;
    /** After words, people write three at most. */
    private static final int MARKS_BEHIND_WORDS = 6;

    @Override
    public GuardName name() {
        return GuardName.NUMBERS;
    }

    @Override
    public Optional<Finding> check(Answer answer) {
        boolean wrong = answer.decoding().stopReason() == StopReason.NOT_FINITE || endsInMarks(answer.raw());
        for (float logProbability : answer.decoding().logProbabilities()) {
            wrong |= !Float.isFinite(logProbability);
        }
        return wrong
                ? Optional.of(new Finding(name(), "not_finite", 4, Remedy.PRECISELY, Finding.Effect.FAILED))
                : Optional.empty();
    }

    private static boolean endsInMarks(String raw) {
        String text = raw.substring(raw.indexOf('>') + 1).strip();
        int marks = text.length() - withoutMarks(text).length();
        return marks >= (marks == text.length() ? MARKS : MARKS_BEHIND_WORDS);
    }

    /** Returns {@code text} without its final exclamation marks. */
    static String withoutMarks(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '!') {
            end--;
        }
        return text.substring(0, end).strip();
    }
}
