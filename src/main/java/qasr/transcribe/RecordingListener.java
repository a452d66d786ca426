package qasr.transcribe;

import java.io.IOException;
import java.util.List;

/** Receives the events of a recording. */
@FunctionalInterface
public interface RecordingListener {
    /** A listener that ignores all events. */
    RecordingListener NONE = event -> {};

    /**
     * Receives {@code event}.
     *
     * @throws IOException to stop the transcription of the recording
     */
    void hear(RecordingEvent event) throws IOException;

    /** Returns a listener that passes each event to {@code listeners}, one after another, until one of them throws. */
    static RecordingListener all(List<RecordingListener> listeners) {
        List<RecordingListener> all = List.copyOf(listeners);
        return event -> {
            for (RecordingListener listener : all) {
                listener.hear(event);
            }
        };
    }
}
