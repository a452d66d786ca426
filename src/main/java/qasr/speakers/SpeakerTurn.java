package qasr.speakers;

/**
 * A stretch of speech of one speaker, in seconds.
 *
 * @param speaker the number of the speaker, from 0 by first appearance
 */
public record SpeakerTurn(double start, double end, int speaker) {
    public SpeakerTurn {
        if (!(start >= 0 && end >= start && speaker >= 0)) {
            throw new IllegalArgumentException("turn from " + start + " to " + end + " of " + speaker);
        }
    }
}
