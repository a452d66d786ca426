package qasr.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.align.UnitAligner;
import qasr.audio.AudioDecoder;
import qasr.audio.FileEncoder;
import qasr.audio.SoundFilters;
import qasr.audio.Waveform;
import qasr.model.DeviceException;
import qasr.model.ModelException;
import qasr.model.StageTimes;
import qasr.speakers.SpeakerActivity;
import qasr.speakers.VoiceEmbedder;
import qasr.torch.Int8Calibration;
import qasr.torch.KernelVerdict;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;
import qasr.vad.SpeechDetector;

/**
 * Creates the parts that need native libraries: decoder, speech detector, network. Each is created on first use, so
 * help and errors of the command line's form load no library. Close this object at the end of the run.
 */
public interface Engines extends AutoCloseable {
    /**
     * Checks that this machine's processor can run the libraries, without loading them.
     *
     * @throws DeviceException if the processor cannot run them
     */
    void requireProcessor() throws DeviceException;

    /**
     * Checks that this machine computes correctly. The check runs once per machine and version; its verdict is kept.
     *
     * @return a note for the user if some operators use a slower method
     * @throws DeviceException if no method computes correctly; the message names processor and operator
     */
    Optional<String> requireMachine() throws DeviceException;

    /**
     * Repeats the check of this machine and returns the new verdict.
     *
     * @throws DeviceException if the processor cannot run the libraries
     */
    KernelVerdict tryMachine() throws DeviceException;

    /**
     * Begins to load the libraries on another thread, and what a transcription needs of them first, if they are ready to be
     * loaded, while the caller looks at a command's arguments.
     */
    void loadAhead();

    /** Returns the decoder of recordings, for {@link AudioSelection} and for code that only inspects a file. */
    AudioDecoder decoder();

    /** Returns the filters of sound, for {@link AudioSelection}. */
    SoundFilters filters();

    /**
     * Returns the chunks of {@code audio}. They are no longer than the user's limit or, without one, the open model's
     * limit.
     *
     * @throws IOException if the speech detector cannot be loaded
     */
    ChunkSource chunks(MeteredAudio audio, Cutting cutting) throws IOException;

    /**
     * Returns the chunks of {@code audio} at {@code places}. A chunk longer than {@code maxChunkSamples} is cut; if
     * that is empty, the open model's limit applies.
     */
    ChunkSource planned(MeteredAudio audio, List<Chunk.Place> places, OptionalLong maxChunkSamples);

    /**
     * Opens the model in {@code directory}. The model is closed with this object.
     *
     * @throws ModelException if the model cannot be used; the message names the file
     * @throws DeviceException if the model cannot run on the requested device
     */
    OpenModel openModel(Path directory, ModelRequest request) throws ModelException, DeviceException;

    /** Closes the model that {@link #openModel} opened last, so that another one has room. */
    void closeModel();

    /**
     * Opens the aligner in {@code directory}. The caller closes it.
     *
     * @throws ModelException if it is not an aligner, or its files are damaged
     * @throws DeviceException if it cannot run on the requested device
     */
    UnitAligner openAligner(Path directory, ModelRequest request) throws ModelException, DeviceException;

    /**
     * Opens the CAM++ network in {@code directory}, an installed model. The caller closes it.
     *
     * @throws ModelException if it is not a CAM++ model, or its file is damaged
     * @throws DeviceException if this machine computes wrongly
     */
    VoiceEmbedder openVoices(Path directory, ModelRequest request) throws ModelException, DeviceException;

    /**
     * Opens the segmentation network in {@code directory}, an installed model. The caller closes it.
     *
     * @throws ModelException if it is not a segmentation model, or its file is damaged
     * @throws DeviceException if this machine computes wrongly
     */
    SpeakerActivity openActivity(Path directory, ModelRequest request) throws ModelException, DeviceException;

    /** Returns whether the aligner in {@code directory} has room in memory beside what this process holds. */
    boolean hasRoomFor(Path directory);

    /** Returns an encoder of FLAC for {@code channels} channels at {@code rate} samples per second. The caller closes it. */
    FileEncoder newFlacEncoder(int rate, int channels);

    /**
     * Returns how many recordings may wait for an aligner that has no room. Each holds its lock, its journal, its text and
     * perhaps its sound.
     */
    default int mostWaiting() {
        return 250;
    }

    /**
     * Returns a speech detector of its own, which the caller closes.
     *
     * @throws IOException if it cannot be loaded
     */
    SpeechDetector newDetector() throws IOException;

    /**
     * Finds the best 8-bit quantization of the model in {@code directory} and stores it for later runs.
     *
     * @param speech recordings to calibrate with
     * @param listener receives the progress
     * @throws ModelException if the model cannot be used, or the result cannot be stored
     * @throws DeviceException if this machine cannot compute in 8 bits
     */
    Int8Calibration.Outcome quantize(
            Path directory, ModelRequest request, List<Waveform> speech, Int8Calibration.Listener listener)
            throws ModelException, DeviceException;

    /** Returns the time that the stages of the run have taken so far. */
    StageTimes stageTimes();

    /**
     * Returns tables with the time of each operator, measured on the longest chunk so far.
     *
     * @throws UnsupportedOperationException if the library has no profiler
     */
    String profile();

    @Override
    void close();
}
