package qasr.guard;

import java.util.ArrayList;
import java.util.List;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.vad.Chunk;
import qasr.vad.QuietestPoint;

/** Cuts a chunk into smaller pieces for a retry. */
final class Pieces {
    /** Two seconds: shorter audio is not cut, because the model needs some audio to detect the language. */
    private static final int LEAST_SAMPLES = 2 * Waveform.SAMPLE_RATE;
    /** The weight of silence, relative to speech, in the search for the quietest point: cuts belong into silence. */
    private static final double SILENCE = 0.01;

    private Pieces() {}

    /**
     * Returns the two pieces of {@code sound}, cut at the quietest tenth of a second of its middle half. A piece
     * without speech is left out. Returns no pieces if {@code sound} is too short.
     */
    static List<Chunk> of(Chunk sound) {
        int length = sound.waveform().length();
        if (length < LEAST_SAMPLES) {
            return List.of();
        }
        int from = length / 4;
        int to = length - from;
        long start = sound.range().start();
        float[] middle = sound.waveform().slice(from, to).toArray();
        boolean[] speech = new boolean[middle.length];
        for (SampleRange range : sound.speech()) {
            long first = Math.max(0, range.start() - start - from);
            long last = Math.min(middle.length, range.end() - start - from);
            for (long i = first; i < last; i++) {
                speech[(int) i] = true;
            }
        }
        int cut = from + QuietestPoint.of(middle, index -> speech[index] ? 1 : SILENCE);
        List<Chunk> parts = new ArrayList<>();
        add(parts, sound, 0, cut);
        add(parts, sound, cut, length);
        return parts;
    }

    private static void add(List<Chunk> parts, Chunk sound, int from, int to) {
        SampleRange range =
                new SampleRange(sound.range().start() + from, sound.range().start() + to);
        List<SampleRange> speech = sound.speech().stream()
                .filter(part -> part.start() < range.end() && part.end() > range.start())
                .map(part -> new SampleRange(Math.max(part.start(), range.start()), Math.min(part.end(), range.end())))
                .toList();
        if (!speech.isEmpty() || sound.speech().isEmpty()) {
            parts.add(new Chunk(range, sound.waveform().slice(from, to), speech, sound.speaker(), sound.channel()));
        }
    }
}
