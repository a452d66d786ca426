package qasr.transcribe;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a recording is.
 *
 * @param chunks how many chunks are done
 * @param position where the last of them ends
 * @param expected how long the recording seems to be, or empty if its container does not say
 * @param elapsed time spent on it so far
 */
public record Progress(int chunks, Duration position, Optional<Duration> expected, Duration elapsed) {
    /** Returns the part that is done, in [0, 1], if the length is known. */
    public OptionalDouble fraction() {
        return expected.filter(length -> !length.isZero())
                .map(length -> OptionalDouble.of(Math.min(1, seconds(position) / seconds(length))))
                .orElse(OptionalDouble.empty());
    }

    /** Returns seconds of sound per second of work: 4 is four times faster than real time. */
    public OptionalDouble speed() {
        return elapsed.isZero() || position.isZero()
                ? OptionalDouble.empty()
                : OptionalDouble.of(seconds(position) / seconds(elapsed));
    }

    /** Returns the time the rest will take at the speed so far. */
    public Optional<Duration> left() {
        if (expected.isEmpty() || speed().isEmpty()) {
            return Optional.empty();
        }
        double rest = Math.max(0, seconds(expected.get()) - seconds(position));
        return Optional.of(Duration.ofMillis(Math.round(1000 * rest / speed().getAsDouble())));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
