package qasr.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.audio.ChannelMeter;
import qasr.audio.HalfDecibels;
import qasr.check.SoundMeter;
import qasr.check.SpeechLevels;
import qasr.output.SoundSheet;

/** Makes the numbers of results from measurements. */
final class SoundSheets {
    private SoundSheets() {}

    /** Returns the numbers of {@code sound}, with those of its channels if they are given. */
    static SoundSheet of(SoundMeter sound, SpeechLevels levels, Optional<ChannelMeter> channels) {
        boolean spoken = levels.speechSeconds() > 0;
        return new SoundSheet(
                sound.decibels(),
                sound.peakDecibels(),
                spoken ? levels.floor() : Double.NaN,
                spoken ? levels.ratio() : Double.NaN,
                sound.clippedSamples(),
                sound.bandwidthHertz(),
                channels.map(SoundSheets::channels).orElse(List.of()));
    }

    private static List<SoundSheet.Channel> channels(ChannelMeter meter) {
        List<SoundSheet.Channel> channels = new ArrayList<>();
        for (int channel = 0; channel < meter.channels(); channel++) {
            double peak = meter.peak(channel);
            channels.add(new SoundSheet.Channel(
                    meter.decibels(channel), HalfDecibels.exact(peak * peak), meter.clippedSamples(channel)));
        }
        return channels;
    }
}
