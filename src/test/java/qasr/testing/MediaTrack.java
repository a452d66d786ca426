package qasr.testing;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;

/** One track of a {@link MediaFile}: an encoder and the stream it feeds. */
public abstract class MediaTrack {
    private AVFormatContext file;
    private int packets;
    protected AVCodecContext encoder;
    protected AVStream stream;

    /** Returns FFmpeg's name of the encoder. */
    abstract String codec();

    /** Sets what the encoder needs to know before it opens. */
    abstract void configure(AVCodecContext context);

    /** Encodes everything. */
    abstract void encode(AVPacket packet) throws IOException;

    /** Changes a packet on its way into the file, or drops it by returning false. */
    boolean edit(int index, AVPacket packet) {
        return true;
    }

    void open(AVFormatContext context) throws IOException {
        file = context;
        AVCodec found = avcodec.avcodec_find_encoder_by_name(codec());
        if (found == null) {
            throw new IOException("no encoder " + codec());
        }
        encoder = avcodec.avcodec_alloc_context3(found);
        encoder.strict_std_compliance(avcodec.FF_COMPLIANCE_EXPERIMENTAL);
        encoder.thread_count(1);
        configure(encoder);
        if ((context.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
            encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        MediaFile.check(avcodec.avcodec_open2(encoder, found, (AVDictionary) null), codec());
        stream = avformat.avformat_new_stream(context, null);
        stream.time_base(encoder.time_base());
        avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder);
        opened();
    }

    /** Sets what the stream needs to know before the header is written. */
    void opened() {}

    void write(AVPacket packet) throws IOException {
        encode(packet);
        send(null, packet);
    }

    /** Encodes one frame, or the end without one, and writes what comes out. */
    final void send(AVFrame frame, AVPacket packet) throws IOException {
        MediaFile.check(avcodec.avcodec_send_frame(encoder, frame), "encode " + codec());
        while (avcodec.avcodec_receive_packet(encoder, packet) >= 0) {
            put(packet);
        }
    }

    final void put(AVPacket packet) throws IOException {
        packet.stream_index(stream.index());
        if (edit(packets++, packet)) {
            avcodec.av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
            MediaFile.check(avformat.av_interleaved_write_frame(file, packet), "write");
        }
        avcodec.av_packet_unref(packet);
    }

    void close() {
        avcodec.avcodec_free_context(encoder);
    }
}
