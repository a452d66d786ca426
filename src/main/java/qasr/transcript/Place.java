package qasr.transcript;

import java.time.Duration;

/**
 * Where in a recording an utterance is.
 *
 * @param timing where its times come from
 * @param channel the channel it was said on, or "" for all of them mixed
 * @param speaker who said it, or "" where that is not known
 */
public record Place(TimeSpan span, Timing timing, String channel, String speaker) {
    /** Where an utterance's times come from. */
    public enum Timing {
        /** Speech was detected from start to end. */
        VAD,
        /** The words were aligned with the sound. */
        ALIGNED,
        /** The recording was cut here without asking where someone speaks. */
        APPROX
    }

    /** Returns a place whose times the speech detector gave. */
    public static Place detected(Duration start, Duration end) {
        return new Place(new TimeSpan(start, end), Timing.VAD, "", "");
    }
}
