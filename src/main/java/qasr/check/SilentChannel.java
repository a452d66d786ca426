package qasr.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.audio.ChannelMeter;

/**
 * Decides whether a channel is silent while another is not. Measure: the loudest tenth of a second of each channel, without a
 * constant offset. Threshold: -70 dBFS ({@link ChannelLevels}). A side that is only quiet is not silent.
 */
final class SilentChannel implements Judgement {
    @Override
    public Problem problem() {
        return Problem.SILENT_CHANNEL;
    }

    @Override
    public Verdict judge(Measurements measurements) {
        Optional<ChannelMeter> meter = measurements.channels().filter(each -> each.channels() > 1);
        if (meter.isEmpty()) {
            return Phrases.ONE_CHANNEL;
        }
        int count = meter.get().channels();
        List<String> silent = new ArrayList<>();
        List<Verdict.Figure> figures = new ArrayList<>();
        for (int channel = 0; channel < count; channel++) {
            if (ChannelLevels.of(meter.get(), channel).isSilent()) {
                silent.add(Phrases.channel(channel, count));
                figures.add(new Verdict.Figure("channel", channel + 1));
            }
        }
        return silent.isEmpty() || silent.size() == count
                ? Verdict.FINE
                : new Verdict.Found(
                        String.join(" and ", silent) + (silent.size() == 1 ? " is silent" : " are silent"), figures);
    }
}
