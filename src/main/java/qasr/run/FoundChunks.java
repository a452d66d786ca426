package qasr.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.console.Failure;
import qasr.transcribe.Recording;
import qasr.transcript.Warning;
import qasr.vad.Backdrop;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/** Chunks that were found before, with their sound, in place of a recording. Nothing is known of the sound between them. */
final class FoundChunks implements ChunkSource {
    private final EmbeddedTranscriber.ChunkSupplier chunks;
    private final Backdrop backdrop = new Backdrop();
    private long end;

    private FoundChunks(EmbeddedTranscriber.ChunkSupplier chunks) {
        this.chunks = chunks;
    }

    static Recording recording(EmbeddedTranscriber.ChunkSupplier chunks) {
        return new Recording("", new NoSound(), new FoundChunks(chunks));
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        try {
            Optional<Chunk> chunk = chunks.next();
            chunk.ifPresent(found -> end = Math.max(end, found.range().end()));
            return chunk;
        } catch (IOException e) {
            throw new AudioException("its chunks cannot be read: " + Failure.reason(e), e);
        }
    }

    @Override
    public long samplesRead() {
        return end;
    }

    @Override
    public Backdrop backdrop() {
        return backdrop;
    }

    /** The sound of a recording that nobody reads. */
    private static final class NoSound implements AudioStream {
        @Override
        public int read(float[] buffer, int offset, int length) {
            return -1;
        }

        @Override
        public OptionalLong expectedSamples() {
            return OptionalLong.empty();
        }

        @Override
        public AudioFormat format() {
            return new AudioFormat("", Waveform.SAMPLE_RATE, 1);
        }

        @Override
        public List<Warning> warnings() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
