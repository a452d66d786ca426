package qasr.ffmpeg;

import java.io.IOException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;

/** Owns the {@code AVFormatContext} of one container, which reads qasr's bytes only. */
final class Demuxer implements AutoCloseable {
    private final FfmpegInput input;
    private final AVFormatContext context;
    private final LateSound late;
    private double pictureEnd = Double.NEGATIVE_INFINITY;

    private Demuxer(FfmpegInput input, AVFormatContext context) {
        this.input = input;
        this.context = context;
        late = new LateSound(context);
    }

    /** Opens the container in {@code input}, which stays the caller's to close, after this. */
    static Demuxer open(FfmpegInput input, AudioInput.Hint hint) throws AudioException {
        FormatProbe.Found found;
        try {
            found = FormatProbe.probe(input.context(), hint);
        } catch (AudioException e) {
            throwFailure(input);
            throw e;
        }
        String name = found.format().name().getString();
        AVFormatContext context = avformat.avformat_alloc_context();
        context.pb(input.context());
        AVDictionary options = new AVDictionary(null);
        // No protocol has this name, so all references in a container are refused; our own bytes need no protocol.
        avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
        found.raw().ifPresent(raw -> RawFormats.tell(options, raw));
        int code = avformat.avformat_open_input(context, "", found.format(), options);
        avutil.av_dict_free(options);
        if (code < 0) {
            // FFmpeg has freed the context.
            throw broken(input, name, code);
        }
        found.raw().ifPresent(raw -> RawFormats.correct(context, raw));
        code = avformat.avformat_find_stream_info(context, (AVDictionary) null);
        Demuxer demuxer = new Demuxer(input, context);
        if (Encryption.isOf(name, input.head())) {
            demuxer.close();
            throw Encryption.error();
        }
        if (code < 0 && context.nb_streams() == 0) {
            demuxer.close();
            throw broken(input, name, code);
        }
        return demuxer;
    }

    private static AudioException broken(FfmpegInput input, String format, int code) throws AudioException {
        throwFailure(input);
        if (format.startsWith("mov")) {
            return new AudioException(
                    "the index (moov) is missing or damaged: the recording was cut off or never finished");
        }
        return new AudioException("cannot be opened as " + format + ": " + FfmpegError.text(code));
    }

    private static void throwFailure(FfmpegInput input) throws AudioException {
        Optional<IOException> failure = input.failure();
        if (failure.isPresent()) {
            throw reading(failure.get());
        }
    }

    /** Returns the error for bytes that could not be read. */
    static AudioException reading(IOException failure) {
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

    /** Returns whether one recording may follow another in this container, so that unreadable data counts as lost. */
    boolean isChain() {
        return formatName().equals("ogg");
    }

    /** Returns whether a container that was read to its end is incomplete, according to its own marks. */
    boolean breaksOff() {
        return formatName().equals("ogg") && !OggEnd.isWhole(input.tail());
    }

    /**
     * Reads the next packet of any track that is not discarded; returns FFmpeg's code, negative at the end.
     *
     * @throws AudioException if the bytes themselves could not be read
     */
    int read(AVPacket packet) throws AudioException {
        if (late.give(packet)) {
            return 0;
        }
        int code = avformat.av_read_frame(context, packet);
        if (code < 0) {
            throwFailure(input);
        } else {
            notePicture(packet);
        }
        return code;
    }

    private void notePicture(AVPacket packet) {
        AVStream stream = context.streams(packet.stream_index());
        if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO && packet.pts() != avutil.AV_NOPTS_VALUE) {
            double end = (packet.pts() + Math.max(0, packet.duration())) * avutil.av_q2d(stream.time_base());
            pictureEnd = Math.max(pictureEnd, end);
        }
    }

    /** Returns where the last picture ends that was read, in seconds of the container's clock: the sound may end before. */
    double pictureEnd() {
        return pictureEnd;
    }

    @Override
    public void close() {
        late.close();
        avformat.avformat_close_input(context);
    }
}
