package qasr.check;

import java.util.List;
import java.util.Optional;
import qasr.audio.ChannelMeter;
import qasr.audio.HalfDecibels;
import qasr.audio.SampleRange;
import qasr.transcript.Warning;
import qasr.vad.Backdrop;
import qasr.vad.NarrowBand;

/**
 * The measurements of a recording.
 *
 * @param sound the sound as the model hears it
 * @param speech the speech in it, in order and disjoint, from its first sample
 * @param unsure the sound outside the chunks in which the speech detector was unsure, from the start of the recording
 * @param levels the levels of speech and noise
 * @param backdrop the kinds of sound
 * @param channels the channels as they were decoded; empty if that is not known
 * @param band the spectrum of the speech; empty if there is less than a second of it
 * @param warnings the faults that the decoder found
 */
public record Measurements(
        SoundMeter sound,
        List<SampleRange> speech,
        List<SampleRange> unsure,
        SpeechLevels levels,
        Backdrop backdrop,
        Optional<ChannelMeter> channels,
        Optional<NarrowBand.Measured> band,
        List<Warning> warnings) {
    public Measurements {
        speech = List.copyOf(speech);
        unsure = List.copyOf(unsure);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether there is any speech. */
    boolean hasSpeech() {
        return !speech.isEmpty();
    }

    /** Returns the level of the loudest tenth of a second. */
    double loudest() {
        int tenth = 12;
        double loudest = HalfDecibels.SILENCE;
        for (int block = 0; block < sound.blocks(); block += tenth) {
            loudest = Math.max(loudest, HalfDecibels.exact(sound.power(block, block + tenth)));
        }
        return loudest;
    }
}
