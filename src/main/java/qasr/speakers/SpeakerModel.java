package qasr.speakers;

import java.util.Arrays;
import java.util.Optional;

/** The models that tell speakers apart. */
public enum SpeakerModel {
    /** Turns pieces of speech into embeddings: a {@link VoiceEmbedder}. */
    CAMPPLUS("campplus", "speaker embeddings"),
    /** Finds who speaks when in 10 s, with overlap: a {@link SpeakerActivity}. */
    SEGMENTATION("segmentation-3.0", "speaker activity");

    private final String id;
    private final String purpose;

    SpeakerModel(String id, String purpose) {
        this.id = id;
        this.purpose = purpose;
    }

    /** Returns the name of the installed model, which {@code models pull} takes. */
    public String id() {
        return id;
    }

    /** Returns the result of the model, for people. */
    public String purpose() {
        return purpose;
    }

    /** Returns the model with this name, if there is one. */
    public static Optional<SpeakerModel> of(String id) {
        return Arrays.stream(values()).filter(model -> model.id.equals(id)).findFirst();
    }
}
