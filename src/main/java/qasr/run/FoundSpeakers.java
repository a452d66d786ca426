package qasr.run;

import java.util.List;
import qasr.speakers.Attribution;
import qasr.speakers.SpeakerTurn;

/**
 * The speakers of one recording.
 *
 * @param attribution gives utterances their speakers
 * @param overlapping the turns with overlap, by start, counted from the beginning of the recording
 * @param names of the speakers, by number
 */
record FoundSpeakers(Attribution attribution, List<SpeakerTurn> overlapping, List<String> names) {}
