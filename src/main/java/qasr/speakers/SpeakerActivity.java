package qasr.speakers;

import java.util.List;
import qasr.model.ModelException;

/**
 * A network that finds who speaks when in a window of 10 s, for up to three speakers and two at once. Speakers are
 * local to a window and in no order. It may own native memory and threads and must be closed. One call at a time.
 */
public interface SpeakerActivity extends AutoCloseable {
    /** The samples of a window, 10 s at 16 kHz. Other lengths change the result, so a last window is filled with zeros. */
    int WINDOW_SAMPLES = 160_000;

    /** The frames of a window. */
    int FRAMES = 589;

    /** The speakers of a window. */
    int SPEAKERS = 3;

    /** The time from a frame to the next, in seconds: 270 samples. */
    double FRAME_SECONDS = 0.016875;

    /** The time of the middle of frame 0 in its window, in seconds. A frame sees 991 samples. */
    double FIRST_MIDDLE_SECONDS = 0.03096875;

    /**
     * Returns the activity in each window, in order. A window has the same activity bit for bit among any others and with
     * any number of threads.
     *
     * @param windows mono sound at 16 kHz in [-1, 1), each {@link #WINDOW_SAMPLES} long; several at once are faster
     * @throws IllegalArgumentException if a window has another length, or a sample is not finite
     * @throws ModelException if the network's numbers are not finite
     */
    List<WindowActivity> activities(List<float[]> windows) throws ModelException;

    @Override
    void close();
}
