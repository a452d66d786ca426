package qasr.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The filters that the user wants between the decoder and the model.
 *
 * @param loudness the loudness that the recording is brought to, in LUFS (EBU R128); empty for no change
 * @param highpassHertz the frequency below which sound is removed; empty for no change
 * @param denoise who hears the sound without its noise
 * @param phone whether the user says that the recording is from a telephone
 */
public record Cleaning(OptionalDouble loudness, OptionalDouble highpassHertz, Denoise denoise, boolean phone) {
    /** No filter. */
    public static final Cleaning NONE =
            new Cleaning(OptionalDouble.empty(), OptionalDouble.empty(), Denoise.NOBODY, false);

    /** The hearers of the sound without its noise. */
    public enum Denoise {
        NOBODY,
        /** The speech detector only; the model hears the noise. */
        DETECTOR,
        /** The speech detector and the model. */
        ALL
    }

    /** Returns the filters before the change of loudness, in order. The loudness is measured after them. */
    public List<SoundFilter> beforeLoudness() {
        List<SoundFilter> filters = new ArrayList<>();
        highpassHertz.ifPresent(hertz -> filters.add(new SoundFilter.HighPass(hertz)));
        if (denoise == Denoise.ALL) {
            filters.add(SoundFilter.Denoiser.FOR_ALL);
        }
        return filters;
    }
}
