package qasr.speakers;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of a network that tells speakers apart: all tensors that it needs, with the right sizes and finite numbers.
 *
 * @param file the file that they come from
 * @param sha256 the SHA-256 of the file in lower-case hexadecimal
 */
public record SpeakerWeights(SpeakerModel model, Path file, String sha256, Map<String, WeightTensor> tensors) {
    public SpeakerWeights {
        tensors = Map.copyOf(tensors);
    }

    /** Returns the tensor {@code name}, which must be one of the model's. */
    public WeightTensor tensor(String name) {
        return Optional.ofNullable(tensors.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no tensor " + name));
    }

    /** Returns the published file that this is a copy of, if it is one. */
    public Optional<PublishedWeights> published() {
        return PublishedWeights.of(sha256);
    }

    /** Returns the width of an embedding, 192 or 512, of CAM++; empty for other models. */
    public Optional<Integer> width() {
        return Optional.ofNullable(tensors.get(CampplusTensors.DENSE))
                .map(tensor -> tensor.shape().get(0).intValue());
    }
}
