package qasr.model;

import java.util.Locale;

/** A part of the work whose time is worth knowing apart. */
public enum Stage {
    OPEN,
    DECODE_AUDIO,
    VAD,
    MEL,
    ENCODER,
    PREFILL,
    DECODE;

    /** Returns the name that reports use, such as "decode_audio". */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
