package qasr.vad;

import java.util.Objects;
import qasr.audio.SampleRange;

/**
 * A chunk that another program or a person chose.
 *
 * @param range its position in the recording
 * @param speaker who speaks in it, or "" if unknown
 * @param channel the number of its channel from 1, or "" if unknown
 * @param line the number of its line in the file that it comes from
 */
public record Cut(SampleRange range, String speaker, String channel, int line) {
    public Cut {
        Objects.requireNonNull(speaker);
        Objects.requireNonNull(channel);
    }

    public Cut(SampleRange range, String speaker, int line) {
        this(range, speaker, "", line);
    }

    /** Returns the same cut with another speaker. */
    public Cut by(String other) {
        return new Cut(range, other, channel, line);
    }

    /** Returns the same cut at another position. */
    public Cut at(SampleRange other) {
        return new Cut(other, speaker, channel, line);
    }
}
