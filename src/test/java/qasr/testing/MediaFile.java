package qasr.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** Writes recordings in any container from made signals, with FFmpeg's encoders, while the tests run. */
public final class MediaFile {
    private final String container;
    private final List<MediaTrack> tracks = new ArrayList<>();
    private final Map<String, String> muxerOptions = new HashMap<>();

    private MediaFile(String container) {
        this.container = container;
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    /** Starts a file of FFmpeg's muxer {@code container}. */
    public static MediaFile of(String container) {
        return new MediaFile(container);
    }

    /** Writes one track of sound, the usual case. */
    public static Path write(Path target, String container, AudioTrack track) throws IOException {
        return of(container).with(track).write(target);
    }

    /** Adds a track. */
    public MediaFile with(MediaTrack track) {
        tracks.add(track);
        return this;
    }

    /** Sets FFmpeg's {@code -movflags}. */
    public MediaFile movFlags(String flags) {
        return option("movflags", flags);
    }

    /** Sets any option of the muxer. */
    public MediaFile option(String name, String value) {
        muxerOptions.put(name, value);
        return this;
    }

    /** Writes the file and returns its path. */
    public Path write(Path target) throws IOException {
        AVFormatContext context = new AVFormatContext(null);
        check(avformat.avformat_alloc_output_context2(context, null, container, target.toString()), "muxer");
        AVIOContext output = new AVIOContext(null);
        check(avformat.avio_open(output, target.toString(), avformat.AVIO_FLAG_WRITE), "open");
        context.pb(output);
        AVPacket packet = avcodec.av_packet_alloc();
        for (MediaTrack track : tracks) {
            track.open(context);
        }
        AVDictionary options = new AVDictionary(null);
        muxerOptions.forEach((name, value) -> avutil.av_dict_set(options, name, value, 0));
        check(avformat.avformat_write_header(context, options), "header");
        avutil.av_dict_free(options);
        for (MediaTrack track : tracks) {
            track.write(packet);
        }
        check(avformat.av_write_trailer(context), "trailer");
        tracks.forEach(MediaTrack::close);
        avcodec.av_packet_free(packet);
        avformat.avio_closep(output);
        avformat.avformat_free_context(context);
        return target;
    }

    static int check(int code, String what) throws IOException {
        if (code < 0) {
            byte[] text = new byte[128];
            avutil.av_strerror(code, text, text.length);
            throw new IOException(what + ": " + new String(text, java.nio.charset.StandardCharsets.UTF_8).trim());
        }
        return code;
    }
}
