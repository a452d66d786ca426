package qasr.speakers;

import java.util.List;

/**
 * The speakers of a recording and their turns.
 *
 * @param turns without overlap, in order of time: at each time at most one speaker, to give words to
 * @param overlapping with overlap, by start; the same as {@code turns} if overlap was not looked for
 * @param means the mean embedding of each speaker, of length 1; biometric data
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record Diarisation(List<SpeakerTurn> turns, List<SpeakerTurn> overlapping, double[][] means) {
    public Diarisation {
        turns = List.copyOf(turns);
        overlapping = List.copyOf(overlapping);
    }

    /** Returns the number of speakers. */
    public int speakers() {
        return means.length;
    }
}
