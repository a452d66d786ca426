package qasr.vad;

import java.util.List;
import java.util.Optional;
import qasr.audio.AudioException;

/** The chunks of another source. Subclasses change what they need to; everything else is delegated. */
public abstract class ForwardedChunks implements ChunkSource {
    private final ChunkSource chunks;

    protected ForwardedChunks(ChunkSource chunks) {
        this.chunks = chunks;
    }

    /** Returns the next chunk of the other source. */
    protected final Optional<Chunk> nextBehind() throws AudioException {
        return chunks.next();
    }

    @Override
    public long samplesRead() {
        return chunks.samplesRead();
    }

    @Override
    public Backdrop backdrop() {
        return chunks.backdrop();
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
