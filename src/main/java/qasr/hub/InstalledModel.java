package qasr.hub;

import java.nio.file.Path;
import java.util.Optional;
import qasr.speakers.SpeakerModel;

/**
 * An installed model.
 *
 * @param name the name for {@code --model}
 * @param bytes the total size of its files
 * @param origin the model's name on its hub, "owner/name"; "" if the model was not downloaded from a hub
 * @param kind the task of the model
 */
public record InstalledModel(String name, Path path, long bytes, String origin, Kind kind) {
    /** The tasks of models. */
    public enum Kind {
        /** Transcribes speech. */
        RECOGNISER("recogniser"),
        /** Times words. */
        ALIGNER("aligner"),
        /** Turns speech into embeddings of voices. */
        EMBEDDINGS("speaker embeddings"),
        /** Finds who speaks when. */
        ACTIVITY("speaker activity");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Returns the name for people and in lists. */
        public String label() {
            return label;
        }

        static Kind of(SpeakerModel model) {
            return model == SpeakerModel.CAMPPLUS ? EMBEDDINGS : ACTIVITY;
        }
    }

    /** Returns whether it is a forced aligner, which times words. */
    public boolean aligner() {
        return kind == Kind.ALIGNER;
    }

    /** Returns whether it transcribes speech. */
    public boolean recogniser() {
        return kind == Kind.RECOGNISER;
    }

    /** Returns the speaker model that it is, if it is one. */
    public Optional<SpeakerModel> speakers() {
        return switch (kind) {
            case EMBEDDINGS -> Optional.of(SpeakerModel.CAMPPLUS);
            case ACTIVITY -> Optional.of(SpeakerModel.SEGMENTATION);
            default -> Optional.empty();
        };
    }
}
