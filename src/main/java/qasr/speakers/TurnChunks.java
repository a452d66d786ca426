package qasr.speakers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import qasr.audio.AudioException;
import qasr.audio.SampleRange;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;
import qasr.vad.ForwardedChunks;

/**
 * Chunks that are also cut where the speaker changes in a pause. A cut is in the middle of detected silence, so that it costs no
 * words, and leaves at least a second of speech on both sides, because the model needs some context. Changes without a pause are
 * left to {@link Attribution}.
 */
public final class TurnChunks extends ForwardedChunks {
    private static final double SAMPLE_RATE = 16_000;
    private static final long LEAST_SILENCE = 3_200;
    private static final long LEAST_SPEECH = 16_000;
    /** The speech beside a pause that tells who speaks there. */
    private static final long BESIDE = 12_000;

    private final Attribution attribution;
    private final Deque<Chunk> waiting = new ArrayDeque<>();

    /**
     * @param chunks whose positions count from the same sample as the turns
     */
    public TurnChunks(ChunkSource chunks, Attribution attribution) {
        super(chunks);
        this.attribution = attribution;
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        if (waiting.isEmpty()) {
            Optional<Chunk> chunk = nextBehind();
            if (chunk.isEmpty()) {
                return chunk;
            }
            waiting.addAll(parts(chunk.get()));
        }
        return Optional.of(waiting.poll());
    }

    private List<Chunk> parts(Chunk chunk) {
        List<SampleRange> speech = chunk.speech();
        List<Chunk> parts = new ArrayList<>();
        long start = chunk.range().start();
        int first = 0;
        long left = speech.stream().mapToLong(SampleRange::length).sum();
        long taken = 0;
        for (int i = 0; i + 1 < speech.size() && chunk.speaker().isEmpty(); i++) {
            SampleRange last = speech.get(i);
            SampleRange next = speech.get(i + 1);
            taken += last.length();
            left -= last.length();
            if (next.start() - last.end() >= LEAST_SILENCE
                    && taken >= LEAST_SPEECH
                    && left >= LEAST_SPEECH
                    && speaker(Math.max(last.start(), last.end() - BESIDE), last.end())
                            != speaker(next.start(), Math.min(next.end(), next.start() + BESIDE))) {
                long cut = (last.end() + next.start()) / 2;
                parts.add(part(chunk, start, cut, speech.subList(first, i + 1)));
                start = cut;
                first = i + 1;
                taken = 0;
            }
        }
        parts.add(part(chunk, start, chunk.range().end(), speech.subList(first, speech.size())));
        return parts;
    }

    private int speaker(long start, long end) {
        return attribution.speaker(start / SAMPLE_RATE, end / SAMPLE_RATE);
    }

    private static Chunk part(Chunk chunk, long start, long end, List<SampleRange> speech) {
        if (start == chunk.range().start() && end == chunk.range().end()) {
            return chunk;
        }
        int first = (int) (start - chunk.range().start());
        return new Chunk(
                new SampleRange(start, end),
                chunk.waveform().slice(first, first + (int) (end - start)),
                speech,
                chunk.speaker(),
                chunk.channel());
    }
}
