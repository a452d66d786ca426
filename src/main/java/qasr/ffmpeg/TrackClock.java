package qasr.ffmpeg;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import qasr.audio.Waveform;

/**
 * Reads off the container where time zero is and how long the track is meant to be.
 *
 * <p>Time zero is what a player shows as 0:00: the earliest timestamp of any audio or video track, so that sound which
 * starts after the picture starts after silence, and a broadcast whose clock stands at an hour starts at once. In
 * MOV/MP4 the movie's clock starts at 0 by definition, and an edit list may say that nothing is heard for a while.
 */
final class TrackClock {
    private final AVFormatContext context;
    private final AVStream stream;
    private final boolean movie;

    TrackClock(Demuxer demuxer, AVStream stream) {
        this.context = demuxer.context();
        this.stream = stream;
        this.movie = demuxer.formatName().startsWith("mov");
    }

    /** Returns the grain of the track's timestamps. */
    double tickSeconds() {
        return avutil.av_q2d(stream.time_base());
    }

    /** Returns time zero on the container's clock, in samples at the rate of {@code first}, the first block. */
    long origin(Block first) {
        if (first.position().isEmpty()) {
            return 0;
        }
        long origin = first.position().getAsLong();
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream other = context.streams(i);
            boolean ours = other.index() == stream.index();
            // A start before 0 is priming that the decoder drops; ours is known better from what was decoded.
            if (isPlayed(other) && other.start_time() != avutil.AV_NOPTS_VALUE && (!ours || first.afterLoss())) {
                origin = Math.min(origin, Math.max(0, rescale(other, other.start_time(), first.rate())));
            }
        }
        return editedMovie() && origin > 0 ? 0 : origin;
    }

    /** Returns the length in seconds from {@code originSeconds} on that the container's header promises, if it does. */
    OptionalDouble declaredSeconds(double originSeconds) {
        boolean guessed = context.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_BITRATE;
        return guessed ? OptionalDouble.empty() : seconds(originSeconds);
    }

    /** Returns the expected length in samples at 16 kHz, guessed from the bit rate where nothing better is known. */
    OptionalLong expectedSamples(double originSeconds) {
        OptionalDouble seconds = seconds(originSeconds);
        return seconds.isPresent()
                ? OptionalLong.of(Math.round(seconds.getAsDouble() * Waveform.SAMPLE_RATE))
                : OptionalLong.empty();
    }

    /** Returns where an edit list ends the track, so that the padding of its last packet is not heard. */
    OptionalLong editedEnd(double originSeconds, int rate) {
        return editedMovie() && stream.duration() > 0
                ? OptionalLong.of(Math.round(seconds(originSeconds).orElseThrow() * rate))
                : OptionalLong.empty();
    }

    /** Tells whether the promised length is the track's own, not that of all tracks together. */
    boolean declaresTrack() {
        return stream.duration() > 0 || playedStreams() == 1;
    }

    private OptionalDouble seconds(double originSeconds) {
        double tick = tickSeconds();
        if (stream.duration() != avutil.AV_NOPTS_VALUE && stream.duration() > 0) {
            long start = stream.start_time() == avutil.AV_NOPTS_VALUE ? 0 : Math.max(0, stream.start_time());
            return OptionalDouble.of(Math.max(0, (start + stream.duration()) * tick - originSeconds));
        }
        if (context.duration() != avutil.AV_NOPTS_VALUE && context.duration() > 0) {
            return OptionalDouble.of(Math.max(0, context.duration() / (double) avutil.AV_TIME_BASE - originSeconds));
        }
        return OptionalDouble.empty();
    }

    /**
     * Tells whether the track's samples are listed in the movie's own index, where only an edit list can make them start
     * late. A fragmented movie has none: its timestamps may be those of the broadcast that it was cut from.
     */
    private boolean editedMovie() {
        return movie && stream.nb_frames() > 0;
    }

    private int playedStreams() {
        int played = 0;
        for (int i = 0; i < context.nb_streams(); i++) {
            played += isPlayed(context.streams(i)) ? 1 : 0;
        }
        return played;
    }

    private static boolean isPlayed(AVStream stream) {
        int kind = stream.codecpar().codec_type();
        boolean cover = (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
        return kind == avutil.AVMEDIA_TYPE_AUDIO || (kind == avutil.AVMEDIA_TYPE_VIDEO && !cover);
    }

    private static long rescale(AVStream stream, long time, int rate) {
        try (AVRational unit = avutil.av_make_q(1, rate)) {
            return avutil.av_rescale_q(time, stream.time_base(), unit);
        }
    }
}
