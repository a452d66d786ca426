package qasr.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;
import qasr.audio.FileEncoder;
import qasr.natives.Bindings;
import qasr.natives.NativeLibraries;

/**
 * Encodes 16-bit samples as FLAC, without loss. Owns native memory until it is closed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9639">RFC 9639</a>: the mark, one metadata block, the frames
 */
public final class FlacEncoder implements FileEncoder {
    private static final byte[] MARK = "fLaC".getBytes(StandardCharsets.US_ASCII);
    /** The last metadata block, of type STREAMINFO, with 34 bytes. */
    private static final byte[] STREAM_INFO = {(byte) 0x80, 0, 0, 34};

    private static final int STREAM_INFO_BYTES = 34;

    private final int channels;
    private final AVCodecContext codec;
    private final AVFrame frame;
    private final AVPacket packet;
    private final short[] waiting;
    private int waitingSamples;
    private long encodedFrames;
    private byte[] info;

    /** Creates an encoder of {@code channels} interleaved channels at {@code rate} samples per second. */
    public FlacEncoder(int rate, int channels) {
        NativeLibraries.load(Bindings.FFMPEG); // before the first use of a class for it
        frame = avutil.av_frame_alloc();
        packet = avcodec.av_packet_alloc();
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        this.channels = channels;
        AVCodec encoder = avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_FLAC);
        codec = avcodec.avcodec_alloc_context3(encoder);
        codec.sample_rate(rate);
        codec.sample_fmt(avutil.AV_SAMPLE_FMT_S16);
        codec.time_base(avutil.av_make_q(1, rate));
        codec.thread_count(1);
        avutil.av_channel_layout_default(codec.ch_layout(), channels);
        int code = avcodec.avcodec_open2(codec, encoder, (AVDictionary) null);
        if (code < 0) {
            close();
            throw new IllegalStateException("cannot encode FLAC: " + FfmpegError.text(code));
        }
        info = bytes(codec.extradata(), STREAM_INFO_BYTES);
        waiting = new short[codec.frame_size() * channels];
    }

    private static byte[] bytes(BytePointer from, int count) {
        byte[] bytes = new byte[count];
        from.get(bytes);
        return bytes;
    }

    @Override
    public byte[] header() {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(MARK);
        header.writeBytes(STREAM_INFO);
        header.writeBytes(info);
        return header.toByteArray();
    }

    @Override
    public byte[] encode(short[] samples, int count) {
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (int taken = 0; taken < count; ) {
            int part = Math.min(count - taken, waiting.length - waitingSamples);
            System.arraycopy(samples, taken, waiting, waitingSamples, part);
            waitingSamples += part;
            taken += part;
            if (waitingSamples == waiting.length) {
                send(packets);
            }
        }
        return packets.toByteArray();
    }

    private void send(ByteArrayOutputStream packets) {
        frame.nb_samples(waitingSamples / channels);
        frame.format(avutil.AV_SAMPLE_FMT_S16);
        frame.sample_rate(codec.sample_rate());
        avutil.av_channel_layout_copy(frame.ch_layout(), codec.ch_layout());
        check(avutil.av_frame_get_buffer(frame, 0));
        frame.pts(encodedFrames);
        new ShortPointer(frame.data(0)).put(waiting, 0, waitingSamples);
        check(avcodec.avcodec_send_frame(codec, frame));
        avutil.av_frame_unref(frame);
        encodedFrames += waitingSamples / channels;
        waitingSamples = 0;
        receive(packets);
    }

    private void receive(ByteArrayOutputStream packets) {
        while (avcodec.avcodec_receive_packet(codec, packet) >= 0) {
            if (packet.size() > 0) {
                packets.writeBytes(bytes(packet.data(), packet.size()));
            }
            for (int i = 0; i < packet.side_data_elems(); i++) {
                if (packet.side_data().position(i).type() == avcodec.AV_PKT_DATA_NEW_EXTRADATA) {
                    info = bytes(packet.side_data().position(i).data(), STREAM_INFO_BYTES);
                }
            }
            avcodec.av_packet_unref(packet);
        }
    }

    private static void check(int code) {
        if (code < 0) {
            throw new IllegalStateException("encoding FLAC failed: " + FfmpegError.text(code));
        }
    }

    @Override
    public Ending finish() {
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        if (waitingSamples > 0) {
            send(packets);
        }
        check(avcodec.avcodec_send_frame(codec, null));
        receive(packets);
        return new Ending(packets.toByteArray(), header());
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(codec);
    }
}
