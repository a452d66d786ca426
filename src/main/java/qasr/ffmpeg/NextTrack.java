package qasr.ffmpeg;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Finds the track in which sound goes on: in joined transport or program streams each may have one of its own, and in FLV each
 * codec. FFmpeg knows such a track from the beginning if it has seen the end of the file, or else adds it when it comes. A
 * track that has sound beside the one that is heard is another version of it, such as another language, and never the next.
 *
 * <p>From the first packet of a new track on, packets of all tracks are kept in their order, until one of these is certain:
 * <ol>
 *   <li>The packets of the two tracks alternate: the new one is beside the other.
 *   <li>The new track has {@value #CERTAIN} packets, a second or more, and hardly one of the track that is heard: it is next.
 *   <li>The new track has ended: {@value #CERTAIN} packets of one other track come, or it begins again at another time,
 *       or the file ends. It was a short recording, so it is next, and what came behind it follows.
 * </ol>
 *
 * <p>FFmpeg gives the last frames of a track that has ended when the track begins again, or at the end of the file.
 */
final class NextTrack implements AutoCloseable {
    private static final Set<String> FORMATS = Set.of("mpegts", "mpeg", "flv", "live_flv", "kux");
    private static final int CERTAIN = 50;
    /** A tenth of a second of sound. A version of the heard sound ends with it, within fewer packets. */
    private static final int RECORDING = 5;
    /** So many packets mean that a track goes on. */
    private static final int GOES_ON = 3;
    /** More than a packet of any muxer holds: a track that goes on beside another has no such step in its clock. */
    private static final double LEAP_SECONDS = 1;

    private final AVFormatContext context;
    private final boolean mayFollow;
    private final Set<Integer> beside = new HashSet<>();
    /** Packets of the track that is heard. */
    private final Deque<AVPacket> ready = new ArrayDeque<>();
    /** Packets from the first of a new track on. */
    private final Deque<AVPacket> held = new ArrayDeque<>();
    /** Packets about which nothing was decided yet. */
    private final Deque<AVPacket> coming = new ArrayDeque<>();

    private int heard;
    private OptionalInt next = OptionalInt.empty();
    private boolean started;

    /** Begins after {@code demuxer} was opened, with the track {@code heard}. */
    NextTrack(Demuxer demuxer, AVStream heard) {
        context = demuxer.context();
        mayFollow = mayFollow(demuxer.formatName());
        this.heard = heard.index();
    }

    /** Returns whether tracks of a container that FFmpeg calls {@code format} may follow each other. */
    static boolean mayFollow(String format) {
        return FORMATS.contains(format);
    }

    /** Takes a copy of a packet of any track; returns false if it is the next one to decode. */
    boolean offer(AVPacket packet) {
        if (packet.stream_index() == heard && held.isEmpty()) {
            started = true;
            return false;
        }
        if (packet.stream_index() == heard || mayBeNext(packet)) {
            coming.add(avcodec.av_packet_clone(packet));
            sort();
        }
        return true;
    }

    private boolean mayBeNext(AVPacket packet) {
        // A track that was asked for may begin in the middle.
        return mayFollow && started && packet.size() > 0 && isSound(packet.stream_index());
    }

    private boolean isSound(int index) {
        AVStream stream = context.streams(index);
        return stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO && !Encryption.isOf(stream);
    }

    private void sort() {
        while (next.isEmpty() && !coming.isEmpty()) {
            sort(coming.poll());
        }
    }

    private void sort(AVPacket packet) {
        int track = packet.stream_index();
        if (beside.contains(track)) {
            avcodec.av_packet_free(packet);
        } else if (track == heard && held.isEmpty()) {
            ready.add(packet);
        } else if (track != heard && beginsAgain(packet)) {
            coming.addFirst(packet);
            settle();
        } else {
            held.add(packet);
            leaveOutBeside(heard);
            if (!held.isEmpty() && isCertain(held.peek().stream_index())) {
                settle();
            }
        }
    }

    /** Returns whether the track of a packet has a recording in {@code held} that does not go on with it. */
    private boolean beginsAgain(AVPacket packet) {
        double last = Double.NaN;
        int others = 0;
        for (AVPacket earlier : held) {
            boolean same = earlier.stream_index() == packet.stream_index();
            last = same ? seconds(earlier) : last;
            others = same ? 0 : others + 1;
        }
        return others >= GOES_ON && Math.abs(seconds(packet) - last) > LEAP_SECONDS;
    }

    /** Returns the time of a packet, in seconds, or NaN if it has none. */
    private double seconds(AVPacket packet) {
        long time = packet.dts() == avutil.AV_NOPTS_VALUE ? packet.pts() : packet.dts();
        return time == avutil.AV_NOPTS_VALUE
                ? Double.NaN
                : time * avutil.av_q2d(context.streams(packet.stream_index()).time_base());
    }

    /** Returns the tracks in {@code held} other than {@code track}. */
    private List<Integer> others(int track) {
        return held.stream()
                .map(AVPacket::stream_index)
                .filter(other -> other != track)
                .distinct()
                .toList();
    }

    private void leaveOutBeside(int track) {
        for (int other : others(track)) {
            if (alternate(track, other)) {
                beside.add(other);
                remove(other).forEach(avcodec::av_packet_free);
            }
        }
        release();
    }

    /** Returns whether {@code track} has packets behind the first of {@code other}, and the other one behind those. */
    private boolean alternate(int track, int other) {
        boolean begun = false;
        boolean again = false;
        int goesOn = 0;
        for (AVPacket packet : held) {
            int index = packet.stream_index();
            again |= index == other && goesOn > 0;
            begun |= index == other;
            goesOn += begun && index == track ? 1 : 0;
        }
        return again && goesOn >= GOES_ON;
    }

    private boolean isCertain(int first) {
        return (count(first) >= CERTAIN && count(heard) < GOES_ON)
                || others(first).stream().anyMatch(other -> countBehind(first, other) >= CERTAIN);
    }

    private long count(int track) {
        return held.stream().filter(packet -> packet.stream_index() == track).count();
    }

    /** Returns the number of packets of {@code other} behind the last of {@code track}. */
    private int countBehind(int track, int other) {
        int count = 0;
        for (AVPacket packet : held) {
            int index = packet.stream_index();
            count = index == track ? 0 : index == other ? count + 1 : count;
        }
        return count;
    }

    /** Decides on the track that began first: it is next, unless the little that it has is no recording. */
    private void settle() {
        int first = held.peek().stream_index();
        if (count(first) < RECORDING) {
            remove(first).forEach(avcodec::av_packet_free);
            release();
            return;
        }
        next = OptionalInt.of(first);
        if (count(heard) < GOES_ON) {
            ready.addAll(remove(heard));
        }
    }

    /** Moves what nothing precedes any more to {@code ready}. */
    private void release() {
        while (!held.isEmpty() && held.peek().stream_index() == heard) {
            ready.add(held.poll());
        }
    }

    private List<AVPacket> remove(int track) {
        List<AVPacket> removed =
                held.stream().filter(packet -> packet.stream_index() == track).toList();
        held.removeAll(removed);
        return removed;
    }

    /** Decides on what is left: the file has no further packet. */
    void atEnd() {
        while (next.isEmpty() && !held.isEmpty()) {
            settle();
        }
    }

    /** Returns whether the sound goes on in another track, once {@link #take} has no packet any more. */
    boolean isCertain() {
        return next.isPresent();
    }

    /** Returns the track, whose packets {@link #take} gives from now on. */
    AVStream follow() {
        int before = heard;
        heard = next.getAsInt();
        next = OptionalInt.empty();
        for (int other : others(heard)) {
            if (other != before && alternate(heard, other)) {
                beside.add(other);
            }
        }
        ready.addAll(remove(heard));
        List<AVPacket> rest = new ArrayList<>(held);
        held.clear();
        rest.addAll(coming);
        coming.clear();
        coming.addAll(rest);
        sort();
        return context.streams(heard);
    }

    /** Moves the next packet that was kept of the heard track into {@code target}; returns false if there is none. */
    boolean take(AVPacket target) {
        AVPacket packet = ready.poll();
        if (packet == null) {
            return false;
        }
        avcodec.av_packet_move_ref(target, packet);
        avcodec.av_packet_free(packet);
        return true;
    }

    @Override
    public void close() {
        for (Deque<AVPacket> packets : List.of(ready, held, coming)) {
            packets.forEach(avcodec::av_packet_free);
            packets.clear();
        }
    }
}
