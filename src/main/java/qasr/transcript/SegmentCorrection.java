package qasr.transcript;

/**
 * A user's correction of one segment.
 *
 * @param segment the position of the segment in its transcript, from 0; a retry may have moved the segment since
 * @param span the segment's time, which tells whether it is still the same segment
 * @param from the text that the user saw
 * @param to the text that the user wants
 * @param oldSpeaker the speaker that the user saw, or ""
 * @param speaker the speaker that the user wants, or ""
 */
public record SegmentCorrection(
        int segment, TimeSpan span, String from, String to, String oldSpeaker, String speaker) {}
