package qasr.transcribe;

import java.util.Optional;
import qasr.audio.AudioFormat;
import qasr.transcript.ChunkResult;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Warning;
import qasr.vad.Chunk;

/**
 * An event of one recording. All listeners receive the events in order and on one thread. The order is: Opened; Heard
 * for each chunk, with Retried in between; Warned; Finished. Failed may come at any time. A skipped recording has the
 * event Skipped only.
 */
public sealed interface RecordingEvent {
    /** The recording is open; no chunk of it is transcribed yet. */
    record Opened(AudioFormat format) implements RecordingEvent {}

    /**
     * The next chunk is done.
     *
     * @param place its position; everything before its end is done, at least in its channel
     * @param result its segments and warnings
     * @param recalled whether the result comes from an earlier run
     */
    record Heard(Chunk.Place place, ChunkResult result, boolean recalled) implements RecordingEvent {}

    /**
     * A part of the recording is decoded again. It may belong to a later chunk than the next one.
     *
     * @param reason the flag of the fault, such as "loop"
     * @param attempt the number of the attempt; 2 for the first retry
     */
    record Retried(TimeSpan span, String reason, int attempt) implements RecordingEvent {}

    /** A warning about the recording or its text. All warnings come after the last chunk. */
    record Warned(Warning warning) implements RecordingEvent {}

    /** The recording is transcribed to its end. */
    record Finished(Transcript transcript) implements RecordingEvent {}

    /** The transcription failed; no more events follow. */
    record Failed(Exception problem) implements RecordingEvent {}

    /**
     * Nothing is to be done with it, for this reason.
     *
     * @param facts what a report says of it, as a JSON object, if that is known from an earlier run
     */
    record Skipped(String reason, Optional<String> facts) implements RecordingEvent {}
}
