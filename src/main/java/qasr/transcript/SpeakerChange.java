package qasr.transcript;

/**
 * A user's change of the speaker of one segment, which can be undone.
 *
 * @param span the segment's time when the speaker was changed
 * @param from the speaker before, or "" for none
 * @param to the speaker after, or "" for none
 */
public record SpeakerChange(TimeSpan span, String from, String to) {}
