package qasr.job;

import java.util.List;
import qasr.console.Console;
import qasr.console.ExitStatus;
import qasr.console.IncompleteException;
import qasr.subtitle.Subtitles;
import qasr.subtitle.Violation;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcript.Transcript;

/**
 * The check of subtitles.
 *
 * @param wanted whether they are checked
 * @param strict whether a rule that could not be kept fails the run
 */
public record SubtitleCheck(Subtitles subtitles, boolean wanted, boolean strict) {
    /** Returns a copy with more names that are not split. */
    public SubtitleCheck withNames(List<String> more) {
        return new SubtitleCheck(subtitles.withNames(more), wanted, strict);
    }

    /** Returns a listener that checks the subtitles of the recording {@code name} when they are known. */
    public RecordingListener listener(Console console, String name) {
        return event -> {
            if (event instanceof RecordingEvent.Finished finished) {
                check(console, name, finished.transcript());
            }
        };
    }

    /**
     * Prints the rules that the subtitles of {@code transcript} could not keep.
     *
     * @throws IncompleteException if there are some and the check is strict
     */
    public void check(Console console, String name, Transcript transcript) throws IncompleteException {
        if (!wanted) {
            return;
        }
        List<Violation> violations = subtitles.violations(transcript);
        violations.forEach(violation -> console.incomplete(name, violation.text()));
        if (strict && !violations.isEmpty()) {
            throw new IncompleteException(
                    "--strict: the subtitles break " + count(violations.size()), ExitStatus.COVERAGE);
        }
    }

    /** Returns a number of rules in words. */
    public static String count(int violations) {
        return violations == 1 ? "1 rule" : violations + " rules";
    }
}
