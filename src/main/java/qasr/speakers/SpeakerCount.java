package qasr.speakers;

/**
 * How many speakers the user expects.
 *
 * @param least at least 1
 * @param most at least {@code least}
 */
public record SpeakerCount(int least, int most) {
    /** Any number of speakers. */
    public static final SpeakerCount ANY = new SpeakerCount(1, Integer.MAX_VALUE);

    public SpeakerCount {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("speakers from " + least + " to " + most);
        }
    }

    /** Returns exactly {@code speakers}. */
    public static SpeakerCount exactly(int speakers) {
        return new SpeakerCount(speakers, speakers);
    }
}
