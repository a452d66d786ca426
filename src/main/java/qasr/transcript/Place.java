package qasr.transcript;

import java.time.Duration;

/**
 * The position of an utterance in a recording.
 *
 * @param timing the source of its times
 * @param channel the audio channel, or "" for a mix of all channels
 * @param speaker the speaker, or "" if unknown
 */
public record Place(TimeSpan span, Timing timing, String channel, String speaker) {
    /** The source of an utterance's times. */
    public enum Timing {
        /** The speech detector found speech from start to end. */
        VAD,
        /** The words were aligned with the audio. */
        ALIGNED,
        /** The recording was cut here without speech detection. */
        APPROX
    }

    /** Returns a place with times from the speech detector. */
    public static Place detected(Duration start, Duration end) {
        return new Place(new TimeSpan(start, end), Timing.VAD, "", "");
    }
}
