package qasr.speakers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import qasr.model.ModelException;

/** The voice of one person: the mean embedding of a recording. */
public final class SpeakerVoice {
    private static final double SAMPLE_RATE = 16_000;

    private final VoiceEmbedder embedder;
    private final List<float[]> embeddings = new ArrayList<>();

    public SpeakerVoice(VoiceEmbedder embedder) {
        this.embedder = embedder;
    }

    /**
     * Adds speech of the person.
     *
     * @throws ModelException if the network computes numbers that are not finite
     */
    public void add(float[] samples) throws ModelException {
        List<float[]> pieces = new ArrayList<>();
        for (SpeechPieces.Piece piece : SpeechPieces.of(0, samples.length / SAMPLE_RATE)) {
            float[] part =
                    Arrays.copyOfRange(samples, (int) (piece.start() * SAMPLE_RATE), (int) (piece.end() * SAMPLE_RATE));
            if (part.length >= VoiceEmbedder.SHORTEST_SAMPLES) {
                pieces.add(SpeechPieces.repeated(part, (int) (SpeechPieces.SECONDS * SAMPLE_RATE)));
            }
        }
        if (!pieces.isEmpty()) {
            embeddings.addAll(Arrays.asList(embedder.embeddings(pieces)));
        }
    }

    /** Returns the mean direction of all pieces, of length 1; nothing without speech. */
    public Optional<double[]> mean() {
        return embeddings.isEmpty() ? Optional.empty() : Optional.of(KnownVoices.mean(embeddings));
    }
}
