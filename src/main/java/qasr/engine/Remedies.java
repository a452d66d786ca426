package qasr.engine;

import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.hub.HubException;
import qasr.model.DeviceException;
import qasr.torch.Int8Caution;

/** Which options help: the rooms below say what is wrong, as they know of no command line. */
public final class Remedies {
    private Remedies() {}

    /** Returns what is wrong with a device, and what to do. */
    public static String of(DeviceException e) {
        return e.getMessage()
                + switch (e.reason()) {
                    case PROCESSOR -> "";
                    case NO_SUCH_DEVICE -> "; use --device cpu";
                    case PRECISION_NOT_SUPPORTED -> "; use --dtype fp32 or bf16";
                    case PRECISION_IS_WRONG -> "; use --dtype auto";
                };
    }

    /** Returns what is wrong with a recording, and what to do. */
    public static String of(AudioException e) {
        return e.isHeaderless()
                ? e.getMessage()
                        + ": say it, such as --raw s16le,16000,1 for 16 bits, 16000 samples per second, one channel"
                : e.getMessage();
    }

    /** Returns why a model cannot be fetched or installed, and what to do. */
    public static String of(HubException e) {
        return e.getMessage()
                + switch (e.reason()) {
                    case OTHER -> "";
                    case NOT_THERE -> ": check the model's name and --revision";
                    case ANOTHER_LAYOUT -> "; see --hub and --mirror";
                    case NAME -> "; choose one with --name";
                };
    }

    /** Returns what 8 bits mean for the words, and how to do without. */
    public static String of(Int8Caution caution) {
        return caution.text() + (caution.avoidable() ? "; --dtype auto does without int8" : "");
    }

    /** Returns how a recording is encoded, and how to hear another track. */
    public static String of(AudioFormat format) {
        return format.description() + (format.tracks().size() > 1 ? "; --audio-track N takes another" : "");
    }
}
