package qasr.ffmpeg;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Finds the track in which sound goes on: in joined transport streams each may have a track of its own, and in FLV each
 * codec. FFmpeg knows such a track from the beginning if it has seen the end of the file, or else adds it when it comes. A
 * track that has sound beside the one that is heard is another version of it, such as another language, and never the next.
 *
 * <p>Packets of a new track are kept until it is certain: {@value #CERTAIN} packets, a second or two, or fewer at the
 * end of the file, and hardly one of the track that is heard. FFmpeg gives the last frames of a track that has ended at the end of the file.
 */
final class NextTrack implements AutoCloseable {
    private static final Set<String> FORMATS = Set.of("mpegts", "flv", "live_flv", "kux");
    private static final int CERTAIN = 50;
    /** A tenth of a second of sound. A version of the heard sound ends with it, within fewer packets. */
    private static final int CERTAIN_AT_END = 5;
    /** So many packets mean that the track that is heard goes on. */
    private static final int GOES_ON = 3;

    private final AVFormatContext context;
    private final boolean mayFollow;
    private final Set<Integer> beside = new HashSet<>();
    private final Deque<AVPacket> packets = new ArrayDeque<>();
    private int track;
    private int goingOn;
    private boolean started;
    private boolean taking;
    private boolean atEnd;

    /** Begins after {@code demuxer} was opened. */
    NextTrack(Demuxer demuxer) {
        context = demuxer.context();
        mayFollow = mayFollow(demuxer.formatName());
    }

    /** Returns whether tracks of a container that FFmpeg calls {@code format} may follow each other. */
    static boolean mayFollow(String format) {
        return FORMATS.contains(format);
    }

    /** Notes that the track that is heard has a packet. */
    void goesOn() {
        started = true;
        if (!packets.isEmpty() && ++goingOn >= GOES_ON) {
            beside.add(track);
            clear();
        }
    }

    /** Keeps a copy of a packet of another track, if sound may go on there. */
    void offer(AVPacket packet) {
        int index = packet.stream_index();
        // A track that was asked for may begin in the middle.
        if (!mayFollow || !started || beside.contains(index) || packet.size() <= 0 || !isSound(index)) {
            return;
        }
        if (packets.isEmpty()) {
            track = index;
        }
        if (index == track) {
            packets.add(avcodec.av_packet_clone(packet));
        }
    }

    private boolean isSound(int index) {
        AVStream stream = context.streams(index);
        return stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO && !Encryption.isOf(stream);
    }

    /** Notes that the file has no further packet, so that a short recording in another track was the last one. */
    void atEnd() {
        atEnd = true;
    }

    /** Returns whether the sound goes on in another track. */
    boolean isCertain() {
        return packets.size() >= (atEnd ? CERTAIN_AT_END : CERTAIN);
    }

    /** Returns the track, whose packets {@link #take} gives from now on. */
    AVStream follow() {
        taking = true;
        goingOn = 0;
        return context.streams(track);
    }

    /** Moves the next packet that was kept into {@code target}; returns false if there is none. */
    boolean take(AVPacket target) {
        AVPacket packet = taking ? packets.poll() : null;
        if (packet == null) {
            taking = false;
            return false;
        }
        avcodec.av_packet_move_ref(target, packet);
        avcodec.av_packet_free(packet);
        return true;
    }

    private void clear() {
        packets.forEach(avcodec::av_packet_free);
        packets.clear();
        goingOn = 0;
    }

    @Override
    public void close() {
        clear();
    }
}
