package qasr.transcribe;

import java.time.Duration;
import java.util.Locale;
import qasr.audio.Waveform;

/** Sample offsets at 16 kHz as durations: exact, since a sample lasts 62,500 nanoseconds. */
public final class Times {
    private static final long NANOS_PER_SAMPLE = 1_000_000_000L / Waveform.SAMPLE_RATE;

    private Times() {}

    /** Returns how long {@code samples} samples last. */
    public static Duration of(long samples) {
        return Duration.ofSeconds(samples / Waveform.SAMPLE_RATE, samples % Waveform.SAMPLE_RATE * NANOS_PER_SAMPLE);
    }

    /** Returns {@code time} as hours, minutes and seconds for a message, such as "0:01:02.5". */
    public static String text(Duration time) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart() / 100);
    }
}
