package qasr.ffmpeg;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import qasr.audio.AudioException;
import qasr.audio.ChannelMeter;

/** Owns codec, packet and frame of one track and decodes it block by block. A damaged packet loses only that packet. */
final class TrackDecoder implements AutoCloseable {
    /** Reading errors in a row after which the rest is given up: one that never heals must not loop. */
    private static final int MAX_READ_ERRORS = 64;

    /** More demuxers that cut the bytes where they like: adxdec.c and g726.c. */
    private static final Set<String> PACKETS_OF_ANY_SIZE = Set.of("adx", "g726", "g726le");

    private final Demuxer demuxer;
    private final Damage damage;
    private final NextTrack nextTrack;
    private AVStream stream;
    private AVCodecContext codec = new AVCodecContext(null);
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();
    private final ChannelMixer mixer;
    private final ClockRules rules;
    private final int firstRate;
    /** Whether FFmpeg takes packets of any size, so that an odd last one proves nothing: pcm.c, ff_pcm_read_packet. */
    private boolean anywhere;

    private boolean draining;
    private Optional<Block> pause = Optional.empty();
    private boolean afterLoss;
    private boolean restarts;
    private boolean rateChanged;
    private boolean inHeaders;
    private long packets;
    private long blocks;
    private boolean endedShort;

    TrackDecoder(Demuxer demuxer, AVStream stream, Damage damage, ChannelMixer mixer) throws AudioException {
        this.demuxer = demuxer;
        this.damage = damage;
        this.mixer = mixer;
        Rates.check(stream.codecpar().sample_rate());
        this.rules = ClockRules.of(demuxer.formatName());
        nextTrack = new NextTrack(demuxer, stream);
        firstRate = stream.codecpar().sample_rate();
        try {
            open(stream);
        } catch (AudioException e) {
            close();
            throw e;
        }
    }

    private void open(AVStream track) throws AudioException {
        int codecId = track.codecpar().codec_id();
        String name = avcodec.avcodec_get_name(codecId).getString();
        AVCodec decoder = avcodec.avcodec_find_decoder(codecId);
        if (decoder == null) {
            throw new AudioException("its sound goes on in a codec without a decoder (" + name + ")");
        }
        AVCodecContext opened = avcodec.avcodec_alloc_context3(decoder);
        int code = avcodec.avcodec_parameters_to_context(opened, track.codecpar());
        opened.pkt_timebase(track.time_base());
        opened.thread_count(1);
        opened.flags2(opened.flags2() | priming(codecId));
        opened.err_recognition(opened.err_recognition() | strictness(codecId));
        if (code >= 0) {
            code = avcodec.avcodec_open2(opened, decoder, (AVDictionary) null);
        }
        if (code < 0) {
            avcodec.avcodec_free_context(opened);
            throw new AudioException(
                    "its sound (" + decoder.name().getString() + ") cannot be decoded: " + FfmpegError.text(code));
        }
        avcodec.avcodec_free_context(codec);
        codec = opened;
        stream = track;
        anywhere =
                avcodec.av_get_exact_bits_per_sample(codecId) > 0 || PACKETS_OF_ANY_SIZE.contains(demuxer.formatName());
    }

    /** A FLAC frame carries a checksum: a frame that does not match is noise at full volume and must be dropped. */
    private static int strictness(int codecId) {
        return codecId == avcodec.AV_CODEC_ID_FLAC
                ? avcodec.AV_EF_CRCCHECK | avcodec.AV_EF_EXPLODE
                : avcodec.AV_EF_CRCCHECK;
    }

    /**
     * The WMA decoders drop two frames at the start by themselves, for any delay of the encoder: up to 46 ms of sound
     * are lost with an encoder that needed one. The container's clock counts them, so they stay.
     */
    private static int priming(int codecId) {
        return codecId == avcodec.AV_CODEC_ID_WMAV1 || codecId == avcodec.AV_CODEC_ID_WMAV2
                ? avcodec.AV_CODEC_FLAG2_SKIP_MANUAL
                : 0;
    }

    /** Returns FFmpeg's name of the codec. */
    String codecName() {
        return avcodec.avcodec_get_name(codec.codec_id()).getString();
    }

    /** Returns the channels of what was decoded last. */
    int channels() {
        return codec.ch_layout().nb_channels();
    }

    /** Returns the measurements of the channels so far. */
    ChannelMeter channelMeter() {
        return mixer.meter();
    }

    /**
     * Returns the next block with at least one sample, or empty at the end of the track.
     *
     * @throws AudioException if the bytes cannot be read on
     */
    Optional<Block> next() throws AudioException {
        while (true) {
            int code = avcodec.avcodec_receive_frame(codec, frame);
            if (code >= 0) {
                Optional<Block> block = take();
                if (block.isPresent()) {
                    return block;
                }
            } else if (code == avutil.AVERROR_EOF) {
                if (!nextTrack.isCertain()) {
                    return Optional.empty();
                }
                follow();
            } else if (code != avutil.AVERROR_EAGAIN()) {
                lose();
            } else {
                send();
            }
            if (pause.isPresent()) {
                Optional<Block> silence = pause;
                pause = Optional.empty();
                return silence;
            }
        }
    }

    /** Goes on in another track, whose clock may be another. */
    private void follow() throws AudioException {
        open(nextTrack.follow());
        draining = false;
        inHeaders = false;
        packets = 0;
        restarts = true;
    }

    /** Tells whether the sound's rate is not that of the start any more, or was not for a while. */
    boolean rateChanged() {
        return rateChanged;
    }

    /** Returns whether the bytes ended in the middle of a packet, or before the container's end mark. */
    boolean endedShort() {
        return endedShort || demuxer.breaksOff();
    }

    /** Returns where the last picture beside the sound ends, in seconds of the container's clock. */
    double pictureEnd() {
        return demuxer.pictureEnd();
    }

    private Optional<Block> take() throws AudioException {
        int samples = frame.nb_samples();
        int rate = frame.sample_rate();
        if (samples > 0 && !Rates.isPlausible(rate)) {
            lose();
            return Optional.empty();
        }
        if (samples <= 0 || frame.ch_layout().nb_channels() <= 0) {
            return Optional.empty();
        }
        rateChanged |= rate != firstRate;
        Block block = block(rate, frame.best_effort_timestamp(), mixer.take(frame));
        avutil.av_frame_unref(frame);
        return Optional.of(block);
    }

    private Block block(int rate, long pts, float[][] samples) {
        // Where FFmpeg only counts, it is asked at the start and after a loss.
        boolean asked = rules.tick() != ClockRules.Tick.COUNTED || blocks == 0 || (afterLoss && !rateChanged);
        OptionalLong position = asked ? position(rate, pts) : OptionalLong.empty();
        blocks++;
        Block block = new Block(position, rate, samples, afterLoss, restarts);
        afterLoss = false;
        restarts = false;
        return block;
    }

    private OptionalLong position(int rate, long pts) {
        if (pts == avutil.AV_NOPTS_VALUE) {
            return OptionalLong.empty();
        }
        if (rules.tick() == ClockRules.Tick.SAMPLE && isSampleUnit()) {
            return OptionalLong.of(pts);
        }
        try (AVRational unit = avutil.av_make_q(1, rate)) {
            return OptionalLong.of(avutil.av_rescale_q(pts, stream.time_base(), unit));
        }
    }

    /** Tells whether the time base was one sample of the rate that the track began with. */
    private boolean isSampleUnit() {
        return stream.time_base().num() == 1 && stream.time_base().den() == firstRate;
    }

    /** Hands the decoder the next packet of the track, or the end. */
    private void send() throws AudioException {
        if (draining) {
            lose();
            return;
        }
        if (packet.size() > 0) {
            sendFrames(); // the rest of a packet
            return;
        }
        if (!readPacket()) {
            draining = true;
            avcodec.avcodec_send_packet(codec, null);
            return;
        }
        restarts |= packets++ > 0 && hasNewHeader();
        inHeaders = BetweenRecordings.isHeaderOrTag(packet, inHeaders);
        // Samples of PCM may look like a tag.
        if (rules.readsFrames() && !anywhere) {
            BetweenRecordings.cutTags(packet);
        }
        sendFrames();
    }

    /** Takes the packet, or its first frame if it has several, of which one is a pause. The rest stays in the packet. */
    private void sendFrames() throws AudioException {
        int length = AmrPause.length(codec.codec_id(), packet);
        int rest = packet.size() - length;
        int code = 0;
        if (AmrPause.is(codec.codec_id(), packet)) {
            pause = Optional.of(block(firstRate, packet.pts(), new float[][] {AmrPause.silence(firstRate)}));
        } else {
            packet.size(length);
            code = avcodec.avcodec_send_packet(codec, packet);
        }
        if (rest == 0) {
            avcodec.av_packet_unref(packet);
        } else {
            packet.data(new BytePointer(packet.data()).position(length));
            packet.size(rest);
            avcodec.av_packet_free_side_data(packet); // FFmpeg would cut the priming from each frame
            packet.pts(
                    packet.pts() == avutil.AV_NOPTS_VALUE
                            ? packet.pts()
                            : packet.pts() + AmrPause.duration(stream.time_base()));
        }
        if (code < 0) {
            lose();
        }
    }

    /** Reads the next packet of the track; returns false at its end. */
    private boolean readPacket() throws AudioException {
        for (int errors = 0; errors < MAX_READ_ERRORS; ) {
            if (nextTrack.take(packet)) {
                return true;
            }
            if (nextTrack.isCertain()) {
                return false;
            }
            int code = demuxer.read(packet);
            if (code == avutil.AVERROR_EOF) {
                nextTrack.atEnd();
                return nextTrack.take(packet);
            }
            if (code < 0) {
                errors++;
                damage.unreadable(code);
                afterLoss = true;
            } else if (!isLeftOut() && !nextTrack.offer(packet)) {
                return true;
            } else {
                avcodec.av_packet_unref(packet);
            }
        }
        return false;
    }

    /** Notes what a packet of the track that is heard tells; returns whether it is not decoded. */
    private boolean isLeftOut() {
        if (packet.stream_index() != stream.index()) {
            return false;
        }
        if (Encryption.isOf(packet)) {
            damage.encryptedPacket();
            afterLoss = true;
            return true;
        }
        if (packet.size() <= 0) {
            return true;
        }
        damage.readOn();
        endedShort = !anywhere && (packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0;
        return false;
    }

    private boolean hasNewHeader() {
        for (int i = 0; i < packet.side_data_elems(); i++) {
            if (packet.side_data().position(i).type() == avcodec.AV_PKT_DATA_NEW_EXTRADATA) {
                return true;
            }
        }
        return false;
    }

    private void lose() {
        if (inHeaders) {
            restarts = true;
            return;
        }
        damage.lostPacket();
        afterLoss = true;
    }

    @Override
    public void close() {
        nextTrack.close();
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(codec);
    }
}
