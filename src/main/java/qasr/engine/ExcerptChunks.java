package qasr.engine;

import java.util.Optional;
import qasr.audio.AudioException;
import qasr.vad.Backdrop;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;
import qasr.vad.ForwardedChunks;

/** The chunks of an excerpt, with positions shifted from the excerpt to the whole recording. */
final class ExcerptChunks extends ForwardedChunks {
    private final long start;

    ExcerptChunks(ChunkSource chunks, long start) {
        super(chunks);
        this.start = start;
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        return nextBehind().map(chunk -> chunk.shifted(start));
    }

    @Override
    public long samplesRead() {
        return start + super.samplesRead();
    }

    @Override
    public Backdrop backdrop() {
        return super.backdrop().placedAt(start);
    }
}
