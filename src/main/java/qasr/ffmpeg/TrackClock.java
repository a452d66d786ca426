package qasr.ffmpeg;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Determines time zero and the intended length of the track from the container.
 *
 * <p>Time zero is the player's 0:00: the earliest timestamp of any audio or video track. So sound that starts after the
 * video starts after silence, and a broadcast whose clock begins at an hour, or before 0, starts at once. In MOV/MP4
 * the movie's clock starts at 0 by definition, and an edit list may say that nothing is heard for a while.
 */
final class TrackClock {
    private static final double LONGEST_UNDECLARED_SECONDS = 24 * 3600;
    private static final double SLACK_BEHIND_DECLARED_SECONDS = 10;
    /** The longest duration that is plausible for a file of any size, because silence needs no bytes. */
    private static final double LONGEST_OF_NO_BYTES_SECONDS = 600;
    /** Mostly silence: a fifth of what the lowest codec of all, at 700 bits per second, takes for speech. */
    private static final double FEWEST_BYTES_PER_SECOND = 16;
    /** Sound lost at the start is not longer than this and a second for each lost packet; else its timestamp is wrong. */
    private static final long MAX_LOST_START_SECONDS = 10;
    /** A movie that starts with more of nothing was cut out of something longer, with the clock of that. */
    private static final long MAX_EDITED_SILENCE_SECONDS = 10;
    /** No codec's delay is longer: 2,624 samples at 8 kHz. */
    private static final double MAX_PRIMING_SECONDS = 0.33;

    private final AVFormatContext context;
    private final AVStream stream;
    private final boolean movie;
    private final ClockRules rules;

    TrackClock(Demuxer demuxer, AVStream stream) {
        this.context = demuxer.context();
        this.stream = stream;
        this.movie = demuxer.formatName().startsWith("mov");
        this.rules = ClockRules.of(demuxer.formatName());
    }

    /** Returns the grain of the track's timestamps. */
    double tickSeconds() {
        return avutil.av_q2d(stream.time_base());
    }

    /** Returns what the timeline has to know, with time zero at {@code origin} in samples at {@code rate}. */
    Timeline.Clock timeline(long origin, int rate) {
        double originSeconds = (double) origin / rate;
        OptionalDouble length = declared() ? seconds(originSeconds) : OptionalDouble.empty();
        // A joined dump begins with the length of its first part.
        double longest = length.isPresent() && rules.jumps() != ClockRules.Jumps.ALWAYS
                ? length.getAsDouble() + SLACK_BEHIND_DECLARED_SECONDS
                : LONGEST_UNDECLARED_SECONDS;
        boolean mayJump = rules.mayJump(movie ? editedMovie() : length.isPresent());
        return new Timeline.Clock(
                origin,
                tickSeconds(),
                () -> Math.min(longest, believableSeconds()),
                editedEnd(originSeconds, rate),
                mayJump,
                rules.wraps());
    }

    /** Returns how long the recording may be with silence put in: the header may be damaged like the timestamps. */
    private double believableSeconds() {
        long size = avformat.avio_size(context.pb());
        // Of a pipe, what was read so far.
        long bytes = size < 0 ? avformat.avio_tell(context.pb()) : size;
        return LONGEST_OF_NO_BYTES_SECONDS + bytes / FEWEST_BYTES_PER_SECOND;
    }

    /**
     * Returns time zero on the container's clock, in samples at the rate of {@code first}, the first block, before which
     * {@code losses} packets were lost.
     */
    long origin(Block first, long losses) {
        if (first.position().isEmpty()) {
            return 0;
        }
        long begin = first.position().getAsLong();
        long origin = begin;
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream other = context.streams(i);
            boolean ours = other.index() == stream.index();
            if (!isPlayed(other) || other.start_time() == avutil.AV_NOPTS_VALUE) {
                continue;
            }
            long start = rescale(other, start(other), first.rate());
            // Ours is known better from what was decoded.
            boolean lost = first.afterLoss() && begin - start <= (MAX_LOST_START_SECONDS + losses) * first.rate();
            boolean known = !ours || lost;
            origin = known && Block.isPlausible(start, first.rate()) ? Math.min(origin, start) : origin;
        }
        boolean silentStart = origin > 0 && origin <= MAX_EDITED_SILENCE_SECONDS * first.rate();
        return editedMovie() && silentStart ? 0 : origin;
    }

    /** Returns when a track starts on the clock. Just before 0 there may be priming, which the decoder drops. */
    private static long start(AVStream track) {
        boolean sound = track.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO;
        long start = track.start_time();
        boolean priming = sound && start < 0 && -start * avutil.av_q2d(track.time_base()) < MAX_PRIMING_SECONDS;
        return priming ? 0 : start;
    }

    /** Returns the length in seconds from {@code originSeconds} on that the container's header promises, if it does. */
    OptionalDouble promisedSeconds(double originSeconds) {
        boolean promise = declared() && rules.length() != ClockRules.Length.NO_PROMISE;
        return promise ? seconds(originSeconds) : OptionalDouble.empty();
    }

    /** Tells whether the length is the header's, not a guess from the bit rate or the last timestamp in the file. */
    private boolean declared() {
        return context.duration_estimation_method() != avformat.AVFMT_DURATION_FROM_BITRATE;
    }

    /** Returns the expected length of a track that has just been opened, guessed where nothing better is known. */
    ExpectedLength expected(double originSeconds) {
        return new ExpectedLength(context.pb(), seconds(originSeconds), believableSeconds());
    }

    /** Returns where an edit list ends the track, so that the padding of its last packet is not heard. */
    private OptionalLong editedEnd(double originSeconds, int rate) {
        return editedMovie() && stream.duration() > 0
                ? OptionalLong.of(
                        Math.round((startSeconds() + stream.duration() * tickSeconds() - originSeconds) * rate))
                : OptionalLong.empty();
    }

    /** Tells whether the promised length is the track's own, not that of all tracks together. */
    boolean declaresTrack() {
        return stream.duration() > 0 || playedStreams() == 1;
    }

    private OptionalDouble seconds(double originSeconds) {
        if (stream.duration() != avutil.AV_NOPTS_VALUE && stream.duration() > 0) {
            return OptionalDouble.of(seconds(stream.duration() * tickSeconds(), startSeconds(), originSeconds));
        }
        if (context.duration() != avutil.AV_NOPTS_VALUE && context.duration() > 0) {
            double start = context.start_time() == avutil.AV_NOPTS_VALUE
                    ? originSeconds
                    : context.start_time() / (double) avutil.AV_TIME_BASE;
            return OptionalDouble.of(seconds(context.duration() / (double) avutil.AV_TIME_BASE, start, originSeconds));
        }
        return OptionalDouble.empty();
    }

    /** Returns what of {@code length} comes after time zero, for a track or all tracks that start at {@code start}. */
    private double seconds(double length, double start, double origin) {
        double fromStart = Math.max(0, start - origin) + length;
        double fromClock = length - origin;
        boolean either = rules.length() == ClockRules.Length.TRACK_OR_CLOCK && !editedMovie();
        return either && fromClock > 0 ? Math.min(fromStart, fromClock) : fromStart;
    }

    private double startSeconds() {
        return stream.start_time() == avutil.AV_NOPTS_VALUE ? 0 : Math.max(0, stream.start_time()) * tickSeconds();
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
