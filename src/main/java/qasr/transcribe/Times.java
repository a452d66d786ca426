package qasr.transcribe;

import java.time.Duration;
import qasr.audio.Waveform;
import qasr.transcript.TimeSpan;

/** Converts sample offsets at 16 kHz to durations. The conversion is exact: a sample lasts 62,500 nanoseconds. */
public final class Times {
    private static final long NANOS_PER_SAMPLE = 1_000_000_000L / Waveform.SAMPLE_RATE;

    private Times() {}

    /** Returns the duration of {@code samples} samples. */
    public static Duration of(long samples) {
        return Duration.ofSeconds(samples / Waveform.SAMPLE_RATE, samples % Waveform.SAMPLE_RATE * NANOS_PER_SAMPLE);
    }

    /** Returns the time span from sample {@code start} to sample {@code end}. */
    public static TimeSpan span(long start, long end) {
        return new TimeSpan(of(start), of(end));
    }

    /** Returns {@code time} as hours, minutes and seconds for a message, such as "0:01:02.5". */
    public static String text(Duration time) {
        return TimeSpan.text(time);
    }
}
