package qasr.job;

import qasr.audio.SampleRange;

/**
 * A row of a file of segments.
 *
 * @param recording the recording that it is about, or "" if the file does not say
 * @param range its position in the recording
 * @param speaker who speaks, or "" if unknown
 * @param channel the number of its channel from 1, or "" if the file does not say
 * @param line the number of its line, from 1
 */
public record CutRow(String recording, SampleRange range, String speaker, String channel, int line) {}
