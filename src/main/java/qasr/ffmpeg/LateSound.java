package qasr.ffmpeg;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Finds sound that begins late. FFmpeg looks at 5 MB; in a container whose header does not list the tracks (transport
 * and program streams, FLV), a picture may take more than that before the first sound. FFmpeg's own search cannot be
 * repeated, because it must not be called twice.
 */
final class LateSound implements AutoCloseable {
    /** The maximum number of bytes to search: an hour of film. */
    private static final long MAX_BYTES = 4_000_000_000L;

    private static final int MAX_ERRORS = 64;

    private final AVFormatContext context;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private boolean found;

    /** Reads on in {@code context}, which has been opened, until it has an audio track, if it may have one. */
    LateSound(AVFormatContext context) {
        this.context = context;
        if (mayFollow() && !hasSound()) {
            found = search();
        }
    }

    /** A transport stream's list of tracks may be replaced by another at any time. */
    private boolean mayFollow() {
        return (context.ctx_flags() & avformat.AVFMTCTX_NOHEADER) != 0
                || context.iformat().name().getString().equals("mpegts");
    }

    private boolean hasSound() {
        for (int i = 0; i < context.nb_streams(); i++) {
            if (isSound(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSound(int index) {
        return context.streams(index).codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO;
    }

    private boolean search() {
        for (int i = 0; i < context.nb_streams(); i++) {
            context.streams(i).discard(avcodec.AVDISCARD_ALL);
        }
        for (int errors = 0; errors < MAX_ERRORS && avformat.avio_tell(context.pb()) < MAX_BYTES; ) {
            int code = avformat.av_read_frame(context, packet);
            if (code == avutil.AVERROR_EOF || code == avutil.AVERROR_EXIT) {
                return false;
            }
            if (code < 0) {
                errors++;
            } else if (isSound(packet.stream_index())) {
                return true;
            } else {
                avcodec.av_packet_unref(packet);
            }
        }
        return false;
    }

    /** Moves the first packet of the sound into {@code target}, once, if it was read here. */
    boolean give(AVPacket target) {
        if (!found) {
            return false;
        }
        avcodec.av_packet_move_ref(target, packet);
        found = false;
        return true;
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
    }
}
