package qasr.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.AudioDecoder;
import qasr.audio.Waveform;
import qasr.model.DeviceException;
import qasr.model.ModelException;
import qasr.model.StageTimes;
import qasr.torch.Int8Calibration;
import qasr.torch.KernelVerdict;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/**
 * Makes the parts that stand on native libraries, each when it is first asked for: help and usage errors must not load
 * any. Close it when the run is over.
 */
public interface Engines extends AutoCloseable {
    /**
     * Makes sure that the libraries can run on this machine's processor, without loading them.
     *
     * @throws DeviceException if not
     */
    void requireProcessor() throws DeviceException;

    /**
     * Makes sure that this machine computes right, which is found out once for each machine and version.
     *
     * @return what someone should know who relies on it: that something is computed in another way
     * @throws DeviceException if nothing is computed right; the message names processor and operator
     */
    Optional<String> requireMachine() throws DeviceException;

    /**
     * Finds out anew how right this machine computes.
     *
     * @throws DeviceException if the libraries cannot run on it
     */
    KernelVerdict tryMachine() throws DeviceException;

    /** Returns the decoder of recordings, for {@link AudioSelection} and for whoever only asks what a file is. */
    AudioDecoder decoder();

    /**
     * Returns what cuts {@code audio} into chunks, no longer than the open model knows unless the user said otherwise.
     *
     * @throws IOException if the speech detector cannot be loaded
     */
    ChunkSource chunks(MeteredAudio audio, Cutting cutting) throws IOException;

    /**
     * Returns the chunks of {@code audio} at {@code places}, cut where they are longer than {@code maxChunkSamples} or,
     * if that is empty, than the open model knows.
     */
    ChunkSource planned(MeteredAudio audio, List<Chunk.Place> places, OptionalLong maxChunkSamples);

    /**
     * Opens the model in {@code directory}; it is closed with this object.
     *
     * @throws ModelException if it cannot be used; the message names the file
     * @throws DeviceException if it is to run where it cannot
     */
    OpenModel openModel(Path directory, ModelRequest request) throws ModelException, DeviceException;

    /**
     * Finds out how the model in {@code directory} is best computed with in 8 bits, and keeps it for later runs.
     *
     * @param speech what it is to hear
     * @param listener hears how far it is
     * @throws ModelException if the model cannot be used, or the result cannot be kept anywhere
     * @throws DeviceException if this machine cannot compute in 8 bits
     */
    Int8Calibration.Outcome quantize(
            Path directory, ModelRequest request, List<Waveform> speech, Int8Calibration.Listener listener)
            throws ModelException, DeviceException;

    /** Returns where the time of the run goes. */
    StageTimes stageTimes();

    /**
     * Returns tables of which operator takes how much of the time of the longest chunk so far.
     *
     * @throws UnsupportedOperationException if the library cannot tell
     */
    String profile();

    @Override
    void close();
}
