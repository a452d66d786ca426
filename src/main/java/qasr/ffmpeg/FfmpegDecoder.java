package qasr.ffmpeg;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.util.OptionalInt;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avutil;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.AudioInput.AudioFile;
import qasr.audio.AudioInput.AudioPipe;
import qasr.audio.AudioStream;

/** Decodes anything FFmpeg knows. Holds nothing itself; every stream it opens owns native memory until closed. */
public final class FfmpegDecoder implements AudioDecoder {
    private final long pipeMemoryLimit;

    /** Makes a decoder that keeps at most half of the heap in memory for a pipe whose index comes last. */
    public FfmpegDecoder() {
        this(Runtime.getRuntime().maxMemory() / 2);
    }

    /** Makes a decoder that keeps at most {@code pipeMemoryLimit} bytes of a pipe whose index comes last. */
    FfmpegDecoder(long pipeMemoryLimit) {
        this.pipeMemoryLimit = pipeMemoryLimit;
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    @Override
    @MustBeClosed
    public AudioStream open(AudioInput input, OptionalInt track) throws AudioException {
        Owned owned = new Owned();
        try {
            SoundLength length = owned.add(source(input));
            FfmpegInput bytes = owned.add(new FfmpegInput(length));
            Demuxer demuxer = owned.add(Demuxer.open(bytes, input.hint()));
            TrackChooser tracks = new TrackChooser(demuxer.context());
            AVStream stream = tracks.choose(track);
            return new FfmpegStream(owned, demuxer, stream, tracks, length);
        } catch (AudioException | RuntimeException e) {
            owned.close();
            throw e;
        }
    }

    private SoundLength source(AudioInput input) throws AudioException {
        ByteSource source = input instanceof AudioFile file
                ? FileBytes.open(file.path(), pipeMemoryLimit)
                : PipeBytes.borrowing(((AudioPipe) input).stream(), pipeMemoryLimit);
        try {
            return SoundLength.of(source);
        } catch (IOException e) {
            Owned failed = new Owned();
            failed.add(source);
            failed.close();
            throw Demuxer.reading(e);
        }
    }
}
