package qasr.testing;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** A file that travels inside a Matroska file, under a name of its own. */
public final class AttachmentTrack extends MediaTrack {
    private final String name;
    private final byte[] content;

    /** Makes an attachment that wants to be called {@code name}. */
    public AttachmentTrack(String name, String content) {
        this.name = name;
        this.content = content.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    void open(AVFormatContext context) {
        stream = avformat.avformat_new_stream(context, null);
        stream.codecpar().codec_type(avutil.AVMEDIA_TYPE_ATTACHMENT);
        stream.codecpar().codec_id(avcodec.AV_CODEC_ID_TTF);
        BytePointer bytes = new BytePointer(avutil.av_mallocz(content.length + 64L));
        bytes.put(content, 0, content.length);
        stream.codecpar().extradata(bytes);
        stream.codecpar().extradata_size(content.length);
        AVDictionary metadata = new AVDictionary(null);
        avutil.av_dict_set(metadata, "filename", name, 0);
        avutil.av_dict_set(metadata, "mimetype", "application/x-truetype-font", 0);
        stream.metadata(metadata);
    }

    @Override
    String codec() {
        throw new UnsupportedOperationException("nothing is encoded");
    }

    @Override
    void configure(AVCodecContext context) {}

    @Override
    void encode(AVPacket packet) {}

    @Override
    void write(AVPacket packet) {}

    @Override
    void close() {}
}
