package qasr.vad;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import qasr.audio.Channels;
import qasr.audio.Waveform;

/** Counts silent channels, channels that are one signal, and the seconds of one channel's speech in another. */
final class SplitReport {
    /** As for chunks: half a step of 16 bits. */
    private static final float SILENT = 0.5f / 32_768;
    /** The share of a channel's speech from which it has none of its own. */
    private static final double ALL = 0.95;

    private static final double SECONDS_TO_TELL = 0.5;
    private static final double FRAME_SECONDS = (double) SpeechDetector.FRAME_SAMPLES / Waveform.SAMPLE_RATE;

    private final int count;
    private final float[] peaks;
    private final long[] speech;
    /** Frames by channel and by the channel that they were left to. */
    private final long[][] bled;

    private final long[][] copied;

    SplitReport(int count) {
        this.count = count;
        peaks = new float[count];
        speech = new long[count];
        bled = new long[count][count];
        copied = new long[count][count];
    }

    void heard(int channel, float[] samples) {
        for (float sample : samples) {
            peaks[channel] = Math.max(peaks[channel], Math.abs(sample));
        }
    }

    void judged(int channel, Crosstalk.Verdict verdict, int owner) {
        speech[channel]++;
        if (verdict == Crosstalk.Verdict.BLEED) {
            bled[channel][owner]++;
        } else if (verdict == Crosstalk.Verdict.COPY) {
            copied[channel][owner]++;
        }
    }

    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        List<Integer> silent = IntStream.range(0, count)
                .filter(channel -> peaks[channel] < SILENT)
                .boxed()
                .toList();
        if (!silent.isEmpty()) {
            remarks.add(list(silent) + (silent.size() == 1 ? " is silent" : " are silent"));
        }
        for (int channel = 0; channel < count; channel++) {
            add(remarks, channel);
        }
        return remarks;
    }

    private void add(List<String> remarks, int channel) {
        for (int owner = 0; owner < count; owner++) {
            long found = bled[channel][owner] + copied[channel][owner];
            String seconds = String.format(Locale.ROOT, "%.1f s", found * FRAME_SECONDS);
            if (copied[channel][owner] >= ALL * speech[channel] && speech[channel] > 0) {
                remarks.add(name(channel) + " is the same signal as " + name(owner)
                        + ": both together are transcribed once");
            } else if (found * FRAME_SECONDS >= SECONDS_TO_TELL) {
                remarks.add(seconds + " of speech in " + name(channel) + " are the sound of " + name(owner)
                        + " and are transcribed there only");
            }
        }
        if (speech[channel] == 0 && peaks[channel] >= SILENT) {
            remarks.add(name(channel) + " has sound but no speech");
        }
    }

    private String list(List<Integer> channels) {
        return count == 2 && channels.size() == 2
                ? "each channel"
                : channels.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String name(int channel) {
        String name = Channels.name(channel + 1, count);
        return count == 2 ? "the " + name + " channel" : name;
    }
}
