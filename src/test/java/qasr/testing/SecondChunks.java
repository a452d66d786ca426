package qasr.testing;

import java.util.List;
import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.vad.Backdrop;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/** Cuts a recording into chunks of one second. A second that begins with zero is silence, not a chunk. */
public final class SecondChunks implements ChunkSource {
    private final AudioStream audio;
    private final Backdrop backdrop = new Backdrop();
    private long read;

    public SecondChunks(AudioStream audio) {
        this.audio = audio;
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        float[] second = new float[Waveform.SAMPLE_RATE];
        while (true) {
            int length = fill(second);
            if (length == 0) {
                return Optional.empty();
            }
            SampleRange range = new SampleRange(read, read + length);
            read += length;
            if (second[0] != 0) {
                return Optional.of(new Chunk(range, Waveform.of(second, 0, length), List.of(range)));
            }
        }
    }

    @Override
    public long samplesRead() {
        return read;
    }

    @Override
    public Backdrop backdrop() {
        return backdrop;
    }

    private int fill(float[] second) throws AudioException {
        int length = 0;
        while (length < second.length) {
            int count = audio.read(second, length, second.length - length);
            if (count < 0) {
                break;
            }
            length += count;
        }
        return length;
    }
}
