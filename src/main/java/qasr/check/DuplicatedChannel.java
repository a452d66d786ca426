package qasr.check;

/**
 * Decides whether two channels hold the same sound. Measure: their correlation over the whole recording, which does not
 * depend on their levels. Threshold: 0.995, at which the difference of the channels is 20 dB below them; copies through a
 * lossy codec are above, stereo recordings of a room below.
 */
final class DuplicatedChannel implements Judgement {
    private static final double MIN_CORRELATION = 0.995;

    @Override
    public Problem problem() {
        return Problem.DUPLICATED_CHANNEL;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        return ChannelPairs.judge(measurements, correlation -> correlation >= MIN_CORRELATION, "hold the same sound");
    }
}
