package qasr.ffmpeg;

import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.global.avformat;

/**
 * The expected length of a recording, for progress: the header's length, as long as it agrees with the bytes. A damaged
 * or incomplete header would keep the progress at 0.1 %, or beyond 100 %.
 */
final class ExpectedLength {
    /** The seconds of sound after which the bytes per second are known. */
    private static final double ENOUGH_SECONDS = 30;
    /** The factor by which a correct header may differ, since video needs bytes and the bit rate changes. */
    private static final double FACTOR = 3;

    private static final double SLACK_SECONDS = 60;
    private static final double LATE_SECONDS = 5;
    /** The longest duration that a pipe's header may state, in seconds: a pipe has no size to compare, and no recorder runs longer than a week. */
    private static final double LONGEST_OF_PIPE_SECONDS = 7 * 24 * 3600;

    private final AVIOContext bytes;
    private final OptionalDouble declared;
    private final long size;
    private final long begin;

    /**
     * Creates the expected length of a recording that was just opened.
     *
     * @param declared the length in seconds according to the container
     * @param believableSeconds the longest plausible duration of a recording with this many bytes
     */
    ExpectedLength(AVIOContext bytes, OptionalDouble declared, double believableSeconds) {
        this.bytes = bytes;
        size = avformat.avio_size(bytes);
        begin = avformat.avio_tell(bytes);
        double longest = size < 0 ? LONGEST_OF_PIPE_SECONDS : believableSeconds;
        boolean believable = declared.isPresent() && declared.getAsDouble() <= longest;
        this.declared = believable ? declared : OptionalDouble.empty();
    }

    /** Returns the length in seconds, now that {@code seconds} are decoded; empty if nothing is known of it. */
    OptionalDouble seconds(double seconds) {
        long read = avformat.avio_tell(bytes) - begin;
        if (size < 0 || seconds < ENOUGH_SECONDS || read <= 0) {
            boolean passed = declared.isPresent() && declared.getAsDouble() + LATE_SECONDS < seconds;
            return passed ? OptionalDouble.empty() : declared;
        }
        double fromBytes = Math.max(seconds, seconds * (size - begin) / read);
        boolean off = declared.isEmpty()
                || declared.getAsDouble() > FACTOR * fromBytes + SLACK_SECONDS
                || fromBytes > FACTOR * declared.getAsDouble() + SLACK_SECONDS
                || declared.getAsDouble() + LATE_SECONDS < seconds;
        return off ? OptionalDouble.of(fromBytes) : declared;
    }
}
