package qasr.ffmpeg;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import qasr.audio.AudioException;

/** Owns the {@code AVFormatContext}: one container, opened over our own bytes and nothing else. */
final class Demuxer implements AutoCloseable {
    /** Formats that are lists of other files or addresses; FFmpeg's names. Network ones cannot be probed from bytes. */
    private static final Set<String> REFERRING =
            Set.of("hls", "dash", "concat", "sdp", "rtsp", "imf", "webm_dash_manifest", "ffmetadata");

    /** The longest ID3v2 tag (a large cover, say) hides the sound from FFmpeg's probe, which looks at 1 MB. */
    private static final String FORMAT_BEHIND_ID3 = "mp3";

    private static final BytePointer NO_NAME = new BytePointer("");

    private final FfmpegInput input;
    private final AVFormatContext context;

    private Demuxer(FfmpegInput input, AVFormatContext context) {
        this.input = input;
        this.context = context;
    }

    /** Opens the container in {@code input}, which stays the caller's to close, after this. */
    static Demuxer open(FfmpegInput input) throws AudioException {
        AVInputFormat format = probe(input);
        String name = format.name().getString();
        if (REFERRING.contains(name)) {
            throw new AudioException("is a list that refers to other files or addresses (" + name
                    + "), which are never opened: name the recordings themselves");
        }
        AVFormatContext context = avformat.avformat_alloc_context();
        context.pb(input.context());
        AVDictionary options = new AVDictionary(null);
        // No protocol has this name, so whatever a container refers to is refused; our own bytes need no protocol.
        avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
        int code = avformat.avformat_open_input(context, "", format, options);
        avutil.av_dict_free(options);
        if (code < 0) {
            // FFmpeg has freed the context.
            throw broken(input, name, code);
        }
        Demuxer demuxer = new Demuxer(input, context);
        code = avformat.avformat_find_stream_info(context, (AVDictionary) null);
        if (code < 0 && context.nb_streams() == 0) {
            demuxer.close();
            throw broken(input, name, code);
        }
        return demuxer;
    }

    private static AVInputFormat probe(FfmpegInput input) throws AudioException {
        try (PointerPointer<AVInputFormat> found = new PointerPointer<>(1)) {
            found.put(0, (AVInputFormat) null);
            // The file's name is kept from FFmpeg: the bytes alone say what it is, as they do for a pipe.
            int score = avformat.av_probe_input_buffer2(input.context(), found, NO_NAME, null, 0, 0);
            throwFailure(input);
            if (score >= 0) {
                return found.get(AVInputFormat.class, 0);
            }
            if (startsWithId3(input)) {
                return avformat.av_find_input_format(FORMAT_BEHIND_ID3);
            }
            throw unknown();
        }
    }

    /** Looks at the bytes that the probe has read and put back. */
    private static boolean startsWithId3(FfmpegInput input) {
        try (BytePointer start = new BytePointer(3)) {
            int count = avformat.avio_read(input.context(), start, 3);
            avformat.avio_seek(input.context(), 0, 0);
            return count == 3 && start.get(0) == 'I' && start.get(1) == 'D' && start.get(2) == '3';
        }
    }

    /** Says that the bytes are not sound in any form FFmpeg knows. */
    static AudioException unknown() {
        return new AudioException(
                "is not a recording: no known audio or video format is in it, whatever its name says");
    }

    private static AudioException broken(FfmpegInput input, String format, int code) throws AudioException {
        throwFailure(input);
        if (format.startsWith("mov")) {
            return new AudioException("the index (moov) of this " + format
                    + " file is missing or damaged: the recording was cut off or never finished");
        }
        return new AudioException("cannot be opened as " + format + ": " + FfmpegError.text(code));
    }

    private static void throwFailure(FfmpegInput input) throws AudioException {
        Optional<IOException> failure = input.failure();
        if (failure.isPresent()) {
            throw reading(failure.get());
        }
    }

    private static AudioException reading(IOException failure) {
        return failure instanceof AudioException ours
                ? ours
                : new AudioException("cannot be read: " + FfmpegError.reason(failure), failure);
    }

    AVFormatContext context() {
        return context;
    }

    /** Returns FFmpeg's name of the container, such as "wav" or "mov,mp4,m4a,3gp,3g2,mj2". */
    String formatName() {
        return context.iformat().name().getString();
    }

    /**
     * Reads the next packet of any track that is not discarded; returns FFmpeg's code, negative at the end.
     *
     * @throws AudioException if the bytes themselves could not be read
     */
    int read(AVPacket packet) throws AudioException {
        int code = avformat.av_read_frame(context, packet);
        if (code < 0) {
            throwFailure(input);
        }
        return code;
    }

    @Override
    public void close() {
        avformat.avformat_close_input(context);
    }
}
