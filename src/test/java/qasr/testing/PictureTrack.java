package qasr.testing;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** A grey picture of 64 × 48 at 25 frames a second, or as a single one the cover of a recording. */
public final class PictureTrack extends MediaTrack {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;

    private final String codec;
    private final int frames;
    private final boolean cover;
    private double startSeconds;

    private PictureTrack(String codec, int frames, boolean cover) {
        this.codec = codec;
        this.frames = frames;
        this.cover = cover;
    }

    /** Makes a film from time 0 on. */
    public static PictureTrack film(String codec, double seconds) {
        return new PictureTrack(codec, (int) Math.round(25 * seconds), false);
    }

    /** Makes a cover. */
    public static PictureTrack cover() {
        return new PictureTrack("mjpeg", 1, true);
    }

    /** Puts the first picture at {@code seconds} on the container's clock. */
    public PictureTrack startingAt(double seconds) {
        startSeconds = seconds;
        return this;
    }

    @Override
    String codec() {
        return codec;
    }

    @Override
    void configure(AVCodecContext context) {
        context.width(WIDTH);
        context.height(HEIGHT);
        context.pix_fmt(cover ? avutil.AV_PIX_FMT_YUVJ420P : avutil.AV_PIX_FMT_YUV420P);
        context.time_base(avutil.av_make_q(1, 25));
    }

    @Override
    void opened() {
        stream.disposition(cover ? avformat.AV_DISPOSITION_ATTACHED_PIC : avformat.AV_DISPOSITION_DEFAULT);
    }

    @Override
    void encode(AVPacket packet) throws IOException {
        AVFrame frame = avutil.av_frame_alloc();
        frame.width(WIDTH);
        frame.height(HEIGHT);
        frame.format(encoder.pix_fmt());
        MediaFile.check(avutil.av_frame_get_buffer(frame, 0), "picture");
        for (int i = 0; i < frames; i++) {
            avutil.av_frame_make_writable(frame);
            for (int plane = 0; plane < 3; plane++) {
                int rows = plane == 0 ? HEIGHT : HEIGHT / 2;
                frame.data(plane).capacity((long) rows * frame.linesize(plane)).fill(128);
            }
            frame.pts(i + Math.round(25 * startSeconds));
            send(frame, packet);
        }
        avutil.av_frame_free(frame);
    }
}
