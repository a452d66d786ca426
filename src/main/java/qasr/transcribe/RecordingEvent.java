package qasr.transcribe;

import java.util.Optional;
import qasr.audio.AudioFormat;
import qasr.transcript.ChunkResult;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Warning;
import qasr.vad.Chunk;

/**
 * What happens to one recording, told once, in order and on one thread to everybody who cares: opened, then what came of
 * its chunks and retries between them, then warnings and finished; or failed at any time; or nothing but skipped.
 */
public sealed interface RecordingEvent {
    /** It is open and nothing of it is transcribed yet. */
    record Opened(AudioFormat format) implements RecordingEvent {}

    /**
     * The next chunk is done.
     *
     * @param place where it is; all before its end is done for good
     * @param result its segments, and what is wrong with them
     * @param recalled whether an earlier run had done it
     */
    record Heard(Chunk.Place place, ChunkResult result, boolean recalled) implements RecordingEvent {}

    /**
     * A stretch of it is decoded again. It may belong to a chunk further on than the next one.
     *
     * @param reason the flag of what was wrong with the answer, such as "loop"
     * @param attempt which attempt this is, 2 for the first retry
     */
    record Retried(TimeSpan span, String reason, int attempt) implements RecordingEvent {}

    /** Something is wrong with it or with what was heard in it. All warnings come when all of it has been heard. */
    record Warned(Warning warning) implements RecordingEvent {}

    /** It has ended, and this is its transcript. */
    record Finished(Transcript transcript) implements RecordingEvent {}

    /** Nothing more comes of it. */
    record Failed(Exception problem) implements RecordingEvent {}

    /**
     * Nothing is to be done with it, for this reason.
     *
     * @param facts what a report says of it, as a JSON object, if that is known from an earlier run
     */
    record Skipped(String reason, Optional<String> facts) implements RecordingEvent {}
}
