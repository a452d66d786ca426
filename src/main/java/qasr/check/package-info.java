/**
 * Finds out what is wrong with a recording: too quiet, clipped, far away, and so on.
 *
 * <p>In: the samples of a recording ({@link qasr.check.SoundMeter}), the speech ranges of a detector, the measurements of the
 * channels, the warnings of the decoder; together {@link qasr.check.Measurements}. Out: a {@link qasr.check.Verdict} for each
 * {@link qasr.check.Problem}. {@link qasr.check.Judgements} lists the judgements, one small class each, which states its
 * measure, its threshold and where the threshold comes from.
 *
 * <p>A judgement claims only what was measured. If the measure needs speech and there is none, or the recording has one
 * channel where two are needed, the verdict is {@link qasr.check.Verdict.Unknown} with the reason.
 *
 * <p>Memory: 125 bytes per second for the levels, and what {@link qasr.audio.ChannelMeter} and {@link qasr.vad.Backdrop}
 * keep: less than three megabytes for two hours of stereo. Texts here name no options; {@code qasr.run} adds the advice.
 *
 * <p>Traps. All levels are in dB below full scale. Speech ranges count from the first sample that the meter got, which is the
 * start of the excerpt. The detector pads its ranges, so a range holds some silence.
 */
package qasr.check;
