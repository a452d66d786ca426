package qasr.ffmpeg;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.OptionalInt;
import org.bytedeco.ffmpeg.global.avutil;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.AudioInput.AudioFile;
import qasr.audio.AudioInput.AudioPipe;
import qasr.audio.AudioStream;
import qasr.audio.Channels;
import qasr.natives.Bindings;
import qasr.natives.NativeLibraries;

/** Decodes every format of FFmpeg. It has no state; each stream that it opens owns native memory until it is closed. */
public final class FfmpegDecoder implements AudioDecoder {
    private final long pipeMemoryLimit;

    /** Creates a decoder that keeps at most half of the heap in memory for a pipe whose index comes last. */
    public FfmpegDecoder() {
        this(Runtime.getRuntime().maxMemory() / 2);
    }

    /** Creates a decoder that keeps at most {@code pipeMemoryLimit} bytes of a pipe whose index comes last. */
    FfmpegDecoder(long pipeMemoryLimit) {
        this.pipeMemoryLimit = pipeMemoryLimit;
        NativeLibraries.load(Bindings.FFMPEG);
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    @Override
    @MustBeClosed
    public AudioStream open(AudioInput input, OptionalInt track, Channels channels) throws AudioException {
        return new JoinedStream(source(input), input.hint(), track, channels);
    }

    private ByteSource source(AudioInput input) throws AudioException {
        return input instanceof AudioFile file
                ? FileBytes.open(file.path(), pipeMemoryLimit)
                : PipeBytes.borrowing(((AudioPipe) input).stream(), pipeMemoryLimit);
    }
}
