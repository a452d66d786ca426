package qasr.run;

import java.util.List;
import java.util.OptionalDouble;
import qasr.speakers.Attribution;
import qasr.speakers.SpeakerTurn;
import qasr.transcript.Utterance;

/**
 * The speakers of one recording.
 *
 * @param attribution gives utterances their speakers
 * @param overlapping the turns with overlap, by start, counted from the beginning of the recording
 * @param names of the speakers, by number
 * @param end where the reading for the speakers ended, in seconds from the beginning of the recording, if it failed there
 */
record FoundSpeakers(Attribution attribution, List<SpeakerTurn> overlapping, List<String> names, OptionalDouble end) {
    private static final double NANOS = 1e9;

    /** Returns whether the speaker of {@code utterance} is not known because it begins after the end. */
    boolean isBehindEnd(Utterance utterance) {
        return end.isPresent() && utterance.start().toNanos() / NANOS >= end.getAsDouble();
    }
}
