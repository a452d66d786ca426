package qasr.transcribe;

import qasr.audio.AudioFormat;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Hears how a recording's transcript comes about. What a method throws ends the transcription. */
public interface TranscribeListener {
    /** The recording is open and nothing of it is transcribed yet. */
    default void started(AudioFormat format, Progress progress) {}

    /**
     * A chunk is done.
     *
     * @param utterance what was said in it; one without words if the model heard none
     */
    default void chunkDone(Progress progress, Utterance utterance) {}

    /** The recording has ended. */
    default void finished(Transcript transcript) {}
}
