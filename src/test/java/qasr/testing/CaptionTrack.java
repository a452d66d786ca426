package qasr.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Two seconds of subtitles in MP4's own text form: a 16-bit length, then the text. */
public final class CaptionTrack extends MediaTrack {
    private static final String HEADER = "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\n[Events]\n";

    @Override
    String codec() {
        return "mov_text";
    }

    @Override
    void configure(AVCodecContext context) {
        context.time_base(avutil.av_make_q(1, 1000));
        BytePointer header = new BytePointer(avutil.av_mallocz(HEADER.length() + 1));
        header.putString(HEADER, StandardCharsets.UTF_8);
        context.subtitle_header(header);
        context.subtitle_header_size(HEADER.length());
    }

    @Override
    void encode(AVPacket packet) throws IOException {
        avcodec.av_new_packet(packet, 4);
        packet.data().put(new byte[] {0, 2, 'h', 'i'});
        packet.pts(0);
        packet.dts(0);
        packet.duration(2000);
        put(packet);
    }

    @Override
    void write(AVPacket packet) throws IOException {
        encode(packet);
    }
}
