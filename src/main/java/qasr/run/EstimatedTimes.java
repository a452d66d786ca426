package qasr.run;

import qasr.console.Console;
import qasr.correct.Corrections;
import qasr.job.Input;
import qasr.transcript.Place;

/** Tells how corrected words get times from the recording. */
final class EstimatedTimes {
    private EstimatedTimes() {}

    /** Notes the command if {@code outcome} has corrected words beside words that an aligner has found in the recording. */
    static void note(Console console, Input result, Corrections.Outcome outcome) {
        boolean timed = outcome.corrected().stream()
                .map(outcome.transcript().utterances()::get)
                .anyMatch(utterance ->
                        utterance.wording().isCorrected() && utterance.place().timing() == Place.Timing.ALIGNED);
        if (timed) {
            console.note(result.name() + ": the times of corrected words are estimated; 'qasr align "
                    + outcome.transcript().source().path() + " " + result.name() + " -o " + result.name()
                    + "' finds them in the recording");
        }
    }
}
