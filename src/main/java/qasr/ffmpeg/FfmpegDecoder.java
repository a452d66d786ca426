package qasr.ffmpeg;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.OptionalInt;
import org.bytedeco.ffmpeg.global.avutil;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.AudioInput.AudioFile;
import qasr.audio.AudioInput.AudioPipe;
import qasr.audio.AudioStream;
import qasr.audio.Channels;
import qasr.audio.FileEncoder;
import qasr.audio.Waveform;
import qasr.natives.Bindings;
import qasr.natives.NativeLibraries;

/** Decodes every format of FFmpeg. It has no state; each stream that it opens owns native memory until it is closed. */
public final class FfmpegDecoder implements AudioDecoder {
    private static final int SILENT_SAMPLES = 8000;

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

    /**
     * Decodes half a second of silence. A first recording then finds FFmpeg and the classes for it loaded.
     */
    public static void warm() {
        FfmpegDecoder decoder = new FfmpegDecoder();
        AudioInput silence = new AudioPipe(new ByteArrayInputStream(silence()));
        try (AudioStream stream = decoder.open(silence, OptionalInt.empty(), Channels.MIX)) {
            float[] buffer = new float[SILENT_SAMPLES];
            while (stream.read(buffer, 0, buffer.length) >= 0) {}
        } catch (AudioException e) {
            throw new IllegalStateException("FFmpeg does not decode silence", e);
        }
    }

    private static byte[] silence() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (FlacEncoder encoder = new FlacEncoder(Waveform.SAMPLE_RATE, 1)) {
            byte[] packets = encoder.encode(new short[SILENT_SAMPLES], SILENT_SAMPLES);
            FileEncoder.Ending ending = encoder.finish();
            file.writeBytes(ending.header());
            file.writeBytes(packets);
            file.writeBytes(ending.rest());
        }
        return file.toByteArray();
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
