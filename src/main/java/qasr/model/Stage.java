package qasr.model;

import java.util.Locale;

/** A stage of the work whose time is measured separately. */
public enum Stage {
    OPEN,
    DECODE_AUDIO,
    VAD,
    MEL,
    ENCODER,
    PREFILL,
    DECODE;

    /** Returns the name in reports, such as "decode_audio". */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
