package qasr.cli;

import java.util.OptionalDouble;
import picocli.CommandLine.Option;
import qasr.audio.Cleaning;
import qasr.console.CommandException;
import qasr.console.Usage;

/** Filters of the sound. None is used by default, because each costs some recordings words. */
@HelpHeading("Sound")
final class SoundOptions {
    private static final String LOUDNESS = "-23";
    private static final double QUIETEST = -70;
    private static final double LOUDEST_TARGET = -5;
    private static final double LOWEST_HERTZ = 1;
    private static final double HIGHEST_HERTZ = 4000;

    /** The hearer of the sound without its noise, as the option names it. */
    private enum Hearer {
        DETECTOR,
        ALL
    }

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--normalize",
            paramLabel = "LUFS",
            arity = "0..1",
            fallbackValue = LOUDNESS,
            preprocessor = OptionalValue.class,
            description = {
                "Bring each recording to a loudness of LUFS, by EBU R128 (if no value is given: -23).",
                "A file is read twice: the loudness is measured first, then the gain is constant. A true peak limits the gain. Sound from a pipe gets a gain that changes with the sound."
            })
    private Double loudness;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--highpass",
            paramLabel = "HZ",
            description = {
                "Remove the sound below HZ, such as hum and wind.",
                "Useful values are 60 to 150. The slope is 12 dB per octave."
            })
    private Double highpass;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--denoise",
            paramLabel = "WHO",
            arity = "0..1",
            fallbackValue = "detector",
            preprocessor = OptionalValue.class,
            description = {
                "Remove noise for the speech detector, or for all: ${COMPLETION-CANDIDATES} (if no value is given: detector).",
                "With detector, the model still hears the original sound. With all, the model hears the cleaned sound, which usually costs words."
            })
    private Hearer denoise;

    @Changes(Changes.Effect.WORDS)
    @Option(
            names = "--phone",
            description = {
                "Treat the recording as a telephone call.",
                "By default, sound without anything above 4 kHz is detected and reported. Both only mark the result: other thresholds of the speech detector were measured and are not better."
            })
    private Boolean phone; // null if not given, so that earlier outputs without this option stay up to date

    /**
     * Returns the wanted filters.
     *
     * @throws CommandException if a number is out of range
     */
    Cleaning cleaning() throws CommandException {
        if (loudness != null) {
            Usage.within("--normalize", loudness, QUIETEST, LOUDEST_TARGET, "LUFS");
        }
        if (highpass != null) {
            Usage.within("--highpass", highpass, LOWEST_HERTZ, HIGHEST_HERTZ, "Hz");
        }
        return new Cleaning(optional(loudness), optional(highpass), hearer(), phone != null && phone);
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private Cleaning.Denoise hearer() {
        if (denoise == null) {
            return Cleaning.Denoise.NOBODY;
        }
        return denoise == Hearer.ALL ? Cleaning.Denoise.ALL : Cleaning.Denoise.DETECTOR;
    }
}
