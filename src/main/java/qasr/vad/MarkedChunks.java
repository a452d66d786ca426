package qasr.vad;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import qasr.audio.AudioException;
import qasr.audio.Waveform;

/**
 * The chunks of a source without speech detection, with {@link Chunk#speech} empty if a detector finds no speech in
 * them. All chunks are decoded, but chunks without speech get no context, because a model recites terms over noise.
 */
public final class MarkedChunks extends ForwardedChunks {
    private final SpeechDetector detector;
    private final VadOptions options;
    private final UnaryOperator<Waveform> hearing;

    /**
     * Creates a source that marks {@code chunks} with {@code detector}. The detector must not be used elsewhere at the
     * same time. The caller closes both.
     */
    public MarkedChunks(ChunkSource chunks, SpeechDetector detector, VadOptions options) {
        this(chunks, detector, options, UnaryOperator.identity());
    }

    /** Creates a source whose detector hears {@code hearing} of each chunk, which has as many samples. */
    public MarkedChunks(
            ChunkSource chunks, SpeechDetector detector, VadOptions options, UnaryOperator<Waveform> hearing) {
        super(chunks);
        this.hearing = hearing;
        this.detector = detector;
        this.options = options;
    }

    @Override
    public Optional<Chunk> next() throws AudioException {
        return nextBehind()
                .map(chunk ->
                        isSpeech(hearing.apply(chunk.waveform())) ? chunk : chunk.with(chunk.waveform(), List.of()));
    }

    private boolean isSpeech(Waveform waveform) {
        int frames = (waveform.length() + SpeechDetector.FRAME_SAMPLES - 1) / SpeechDetector.FRAME_SAMPLES;
        detector.reset();
        Hysteresis hysteresis = new Hysteresis(options);
        float[] samples = Arrays.copyOf(waveform.toArray(), frames * SpeechDetector.FRAME_SAMPLES);
        try {
            for (float probability : detector.probabilities(samples)) {
                hysteresis.accept(probability);
            }
        } catch (DetectorException e) {
            return true; // decoded as without marks
        }
        hysteresis.finish(waveform.length());
        return hysteresis.poll().isPresent();
    }
}
