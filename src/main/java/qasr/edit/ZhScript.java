package qasr.edit;

/** The scripts for Chinese text. */
public enum ZhScript {
    /** The model's own script. */
    KEEP,
    /** Simplified. */
    HANS,
    /** Traditional, OpenCC standard. */
    HANT,
    /** Traditional, with the character forms of Taiwan. */
    HANT_TW,
    /** Traditional, with the character forms of Hong Kong. */
    HANT_HK
}
