package qasr.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import qasr.console.Clock;
import qasr.job.Input;
import qasr.transcribe.Workload;

/** Words the message of a run that a signal has stopped: how much is done. */
final class StopNote {
    private StopNote() {}

    /**
     * Returns "stopped after 2:10 of 9:50", or for several recordings "stopped with 3 of 10 recordings done, and 2:10
     * of 9:50 of talk.wav".
     *
     * @param done how many of {@code inputs} are done
     * @param failed how many others have failed
     * @param current the name of the current recording
     * @param estimate how far that one is; empty if none is at work
     */
    static String of(List<Input> inputs, int done, int failed, String current, Optional<Workload.Estimate> estimate) {
        String part = estimate.map(StopNote::part).orElse("");
        if (inputs.size() == 1) {
            return part.isEmpty() ? "stopped before the first chunk was complete" : "stopped after " + part;
        }
        return "stopped with " + done + " of " + inputs.size() + " recordings done"
                + (failed == 0 ? "" : ", " + failed + " failed")
                + (part.isEmpty() ? "" : ", and " + part + " of " + current);
    }

    private static String part(Workload.Estimate estimate) {
        if (estimate.doneSeconds() == 0) {
            return "";
        }
        String all = estimate.totalSeconds().isPresent()
                ? " of " + clock(estimate.totalSeconds().getAsDouble())
                : " of sound";
        return clock(estimate.doneSeconds()) + all;
    }

    private static String clock(double seconds) {
        return Clock.minutes(Duration.ofMillis(Math.round(1000 * seconds)));
    }
}
