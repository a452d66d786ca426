package qasr.ffmpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import org.bytedeco.ffmpeg.global.avutil;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.AudioInput.AudioFile;
import qasr.audio.AudioInput.AudioPipe;
import qasr.audio.AudioStream;
import qasr.audio.Channels;
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
     * Loads FFmpeg and decodes a moment of silence, so that the classes are loaded and partly compiled when the first recording
     * needs them.
     */
    public static void warm() {
        AudioInput silence = new AudioPipe(new ByteArrayInputStream(silence()));
        try (AudioStream stream = new FfmpegDecoder().open(silence, OptionalInt.empty(), Channels.MIX)) {
            float[] buffer = new float[SILENT_SAMPLES];
            while (stream.read(buffer, 0, buffer.length) >= 0) {}
        } catch (AudioException e) {
            throw new IllegalStateException("FFmpeg does not decode silence", e);
        }
    }

    /** Returns a WAV file of silence: 16 kHz, one channel, 16 bits. */
    private static byte[] silence() {
        int data = 2 * SILENT_SAMPLES;
        return ByteBuffer.allocate(44 + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(US_ASCII))
                .putInt(36 + data)
                .put("WAVEfmt ".getBytes(US_ASCII))
                .putInt(16)
                .putShort((short) 1) // PCM
                .putShort((short) 1)
                .putInt(Waveform.SAMPLE_RATE)
                .putInt(2 * Waveform.SAMPLE_RATE)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(US_ASCII))
                .putInt(data)
                .array();
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
