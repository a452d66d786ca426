package qasr.run;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import qasr.audio.Waveform;
import qasr.transcribe.Workload.Estimate;

/** The progress of reading a recording for its speakers, before it is transcribed. Thread-safe. */
final class FirstReading {
    /** The seconds of sound from one event to the next. */
    private static final double EVENT_SECONDS = 30;

    private static final double NANOS = 1e9;

    private final long start;
    private long now;
    private double position;
    private OptionalDouble length = OptionalDouble.empty();
    private double told;

    /** Begins; {@code start} is the time in nanoseconds. */
    FirstReading(long start) {
        this.start = start;
        now = start;
    }

    /**
     * Notes how far the recording has been read.
     *
     * @param samples the position
     * @param expected the length of the recording in samples, if it is known
     * @param time in nanoseconds
     * @return whether half a minute of sound has been read since this was last true
     */
    synchronized boolean readUpTo(long samples, OptionalLong expected, long time) {
        now = time;
        position = samples / (double) Waveform.SAMPLE_RATE;
        if (expected.isPresent()) {
            length = OptionalDouble.of(Math.max(position, expected.getAsLong() / (double) Waveform.SAMPLE_RATE));
        }
        boolean tells = position >= told + EVENT_SECONDS;
        told = tells ? position : told;
        return tells;
    }

    /** Returns the progress of this reading; its speed is that of reading. */
    synchronized Estimate estimate() {
        double seconds = (now - start) / NANOS;
        OptionalDouble speed =
                seconds > 0 && position > 0 ? OptionalDouble.of(position / seconds) : OptionalDouble.empty();
        OptionalDouble left = speed.isPresent() && length.isPresent()
                ? OptionalDouble.of((length.getAsDouble() - position) / speed.getAsDouble())
                : OptionalDouble.empty();
        OptionalDouble fraction = length.isPresent() && length.getAsDouble() > 0
                ? OptionalDouble.of(position / length.getAsDouble())
                : OptionalDouble.empty();
        return new Estimate(fraction, position, length, left, speed);
    }
}
