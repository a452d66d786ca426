package qasr.transcribe;

import java.io.IOException;
import java.util.List;

/** Hears what happens to a recording. */
@FunctionalInterface
public interface RecordingListener {
    /** Hears nothing. */
    RecordingListener NONE = event -> {};

    /**
     * Hears {@code event}.
     *
     * @throws IOException if that is the end of the recording's transcription
     */
    void hear(RecordingEvent event) throws IOException;

    /** Returns the listener that tells {@code listeners} each event, one after another, until one of them throws. */
    static RecordingListener all(List<RecordingListener> listeners) {
        List<RecordingListener> all = List.copyOf(listeners);
        return event -> {
            for (RecordingListener listener : all) {
                listener.hear(event);
            }
        };
    }
}
