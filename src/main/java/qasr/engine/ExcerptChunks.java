package qasr.engine;

import java.util.List;
import java.util.Optional;
import qasr.audio.AudioException;
import qasr.vad.Backdrop;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/** The chunks of an excerpt, with positions shifted from the excerpt to the whole recording. */
final class ExcerptChunks implements ChunkSource {
    private final ChunkSource chunks;
    private final long start;

    ExcerptChunks(ChunkSource chunks, long start) {
        this.chunks = chunks;
        this.start = start;
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        return chunks.next().map(chunk -> chunk.shifted(start));
    }

    @Override
    public long samplesRead() {
        return start + chunks.samplesRead();
    }

    @Override
    public Backdrop backdrop() {
        return chunks.backdrop().placedAt(start);
    }

    @Override
    public boolean detectsSpeech() {
        return chunks.detectsSpeech();
    }

    @Override
    public List<String> remarks() {
        return chunks.remarks();
    }

    @Override
    public List<String> channelRemarks() {
        return chunks.channelRemarks();
    }
}
