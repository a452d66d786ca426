package qasr.run;

import qasr.transcribe.ChunkMemory;
import qasr.transcribe.RecordingListener;

/** A program that embeds qasr and takes part in the work on each recording of a run. */
public interface Companion {
    /** The companion of a run that is not embedded. */
    Companion NONE = new Companion() {};

    /** Returns the listener that hears last: when it hears of the end of a recording, all outputs are written. */
    default RecordingListener listener(int index) {
        return RecordingListener.NONE;
    }

    /** Returns the results of chunks of the recording at {@code index} that were decoded elsewhere. */
    default ChunkMemory memory(int index) {
        return ChunkMemory.NONE;
    }
}
