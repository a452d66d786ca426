package qasr.cli;

import java.io.IOException;
import java.nio.file.Path;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioStream;
import qasr.model.DeviceException;
import qasr.model.ModelException;
import qasr.model.StageTimes;
import qasr.vad.ChunkSource;

/**
 * Makes the parts that stand on native libraries, each when it is first asked for: help and usage errors must not load
 * any. Close it when the run is over.
 */
interface Engines extends AutoCloseable {
    /** Returns the decoder of recordings. */
    AudioDecoder decoder();

    /**
     * Returns what cuts {@code audio} into chunks, no longer than the open model knows unless the user said otherwise.
     *
     * @throws IOException if the speech detector cannot be loaded
     */
    ChunkSource chunks(AudioStream audio, Cutting cutting) throws IOException;

    /**
     * Opens the model in {@code directory}; it is closed with this object.
     *
     * @throws ModelException if it cannot be used; the message names the file
     * @throws DeviceException if it is to run where it cannot
     */
    OpenModel openModel(Path directory, ModelRequest request) throws ModelException, DeviceException;

    /** Returns where the time of the run goes. */
    StageTimes stageTimes();

    @Override
    void close();
}
