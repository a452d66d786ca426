package qasr.engine;

import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.hub.HubException;
import qasr.model.DeviceException;
import qasr.torch.Int8Caution;

/**
 * Adds the options that help to error messages. The packages below report the cause only, because they do not know the
 * command line.
 */
public final class Remedies {
    private Remedies() {}

    /** Returns the message of a device error, with the option that helps. */
    public static String of(DeviceException e) {
        return e.getMessage()
                + switch (e.reason()) {
                    case PROCESSOR -> "";
                    case NO_SUCH_DEVICE -> "; use --device cpu";
                    case PRECISION_NOT_SUPPORTED -> "; use --dtype fp32 or bf16";
                    case PRECISION_IS_WRONG -> "; use --dtype auto";
                };
    }

    /** Returns the message of an audio error, with the option that helps. */
    public static String of(AudioException e) {
        return e.isHeaderless()
                ? e.getMessage()
                        + ": name the encoding, such as --raw s16le,16000,1 for 16 bits, 16000 samples per second, one channel"
                : e.getMessage();
    }

    /** Returns the message of a download error, with the option that helps. */
    public static String of(HubException e) {
        return e.getMessage()
                + switch (e.reason()) {
                    case OTHER -> "";
                    case NOT_THERE -> ": check the model's name and --revision";
                    case ANOTHER_LAYOUT -> "; see --hub and --mirror";
                    case NAME -> "; choose one with --name";
                };
    }

    /** Returns the warning about 8-bit precision, with the option that avoids it. */
    public static String of(Int8Caution caution) {
        return caution.text() + (caution.avoidable() ? "; --dtype auto avoids int8" : "");
    }

    /** Returns the encoding of a recording, with the option that selects another track. */
    public static String of(AudioFormat format) {
        return format.description() + (format.tracks().size() > 1 ? "; --audio-track N selects another track" : "");
    }
}
